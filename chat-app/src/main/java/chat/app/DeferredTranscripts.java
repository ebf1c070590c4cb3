package chat.app;

import chat.core.file.FileId;
import chat.core.log.LogListener;
import chat.core.log.LogStatus;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Transcripts that a thread opens beside the rest of the start, because that waits for a disk. The
 * first call that needs them waits until they are open. They are not those of several servers.
 */
final class DeferredTranscripts implements Transcripts {
  private final CompletableFuture<Transcripts> opened;

  /**
   * Begins to open the transcripts.
   *
   * @param open opens them; what it throws is thrown by each method
   */
  DeferredTranscripts(Supplier<Transcripts> open) {
    opened = CompletableFuture.supplyAsync(open, Thread.ofPlatform().name("opening")::start);
  }

  private Transcripts opened() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void awaitOpen() {
    opened().awaitOpen();
  }

  @Override
  public Transcript open(RoomName room) {
    return opened().open(room);
  }

  @Override
  public Optional<Transcript> find(RoomName room) {
    return opened().find(room);
  }

  @Override
  public List<RoomName> rooms() {
    return opened().rooms();
  }

  @Override
  public LogStatus status() {
    return opened().status();
  }

  @Override
  public MemberStore members() {
    return opened().members();
  }

  /** Sets the listener when they are open; this does not wait. */
  @Override
  public void onCommitted(LogListener listener) {
    var _ = opened.thenAccept(logs -> logs.onCommitted(listener));
  }

  @Override
  public Set<FileId> attached(Collection<FileId> files) {
    return opened().attached(files);
  }

  /** Sets the listener when they are open; this does not wait. */
  @Override
  public void onDetached(Consumer<List<FileId>> listener) {
    var _ = opened.thenAccept(logs -> logs.onDetached(listener));
  }

  @Override
  public int erase(RoomName room, Instant before, int max) {
    return opened().erase(room, before, max);
  }

  @Override
  public void drain() {
    opened().drain();
  }

  @Override
  public void close() {
    opened().close();
  }
}
