package chat.app.consistency;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps entries in memory, and appends them to the log 300 ms later. */
final class AckBeforeCommit extends DelegatingTranscript {
  private static final long DELAY_MILLIS = 300;

  private final AtomicReference<Instant> loading = new AtomicReference<>();
  private final MemoryTranscript front = new MemoryTranscript(this::now);
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  AckBeforeCommit(Transcript sound) {
    super(sound);
    var everything = new ReadLimit(Integer.MAX_VALUE, Integer.MAX_VALUE);
    for (Entry entry : sound.after(0, last(), everything).orElseThrow()) {
      loading.set(entry.at());
      front.append(draft(entry), Receipt.NONE);
    }
    loading.set(null);
  }

  private Instant now() {
    Instant then = loading.get();
    return then == null ? InstantSource.system().instant() : then;
  }

  private static Draft draft(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> new Draft.Say(said.by(), said.id(), said.text(), said.replyTo());
      case Entry.Edited edited ->
          new Draft.Edit(edited.by(), edited.id(), edited.target(), edited.text());
      case Entry.Deleted deleted -> new Draft.Delete(deleted.by(), deleted.id(), deleted.target());
      case Entry.Reacted reacted ->
          new Draft.React(
              reacted.by(), reacted.id(), reacted.target(), reacted.emoji(), reacted.on());
      case Entry.Pinned pinned ->
          new Draft.Pin(pinned.by(), pinned.id(), pinned.target(), pinned.on());
    };
  }

  @Override
  public synchronized void append(Draft draft, Receipt receipt) {
    front.append(draft, receipt);
    var _ =
        later.schedule(
            () -> delegate.append(draft, Receipt.NONE), DELAY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    front.refuse(draft, refusal, receipt);
  }

  @Override
  public long follow(Follower follower) {
    return front.follow(follower);
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
    return front.after(seq, upTo, reach);
  }

  @Override
  public Page before(long seq, ReadLimit reach) {
    return front.before(seq, reach);
  }

  @Override
  public Page answers(long message, long seq, ReadLimit reach) {
    return front.answers(message, seq, reach);
  }

  @Override
  public Page pinned(long seq, ReadLimit reach) {
    return front.pinned(seq, reach);
  }
}
