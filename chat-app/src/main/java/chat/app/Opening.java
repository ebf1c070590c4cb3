package chat.app;

import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Transcripts that are opened beside the rest of a start, as there is a disk to wait for. Whoever
 * needs them first waits for them.
 */
final class Opening implements Transcripts {
  private final CompletableFuture<Transcripts> opened;

  /**
   * Begins to open them.
   *
   * @param open what it throws everybody gets who needs them
   */
  Opening(Supplier<Transcripts> open) {
    opened = CompletableFuture.supplyAsync(open, Thread.ofPlatform().name("opening")::start);
  }

  private Transcripts opened() {
    try {
      return opened.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error broken) {
        throw broken;
      }
      throw e.getCause() instanceof RuntimeException why ? why : e;
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
  public void close() {
    opened().close();
  }
}
