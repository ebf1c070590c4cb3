package chat.app.consistency;

import chat.core.log.Cursor;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Faults of a server, to test that the checker finds them. They are injected between the room and
 * its log, so that the program itself needs no switch for them.
 */
public enum FaultInjection {
  /** Acknowledges and delivers a message before it is committed. */
  ACK_BEFORE_COMMIT,
  /** A message between the subscription and the replay is delivered by both. */
  LIVE_BEFORE_REPLAY,
  /** A message between the replay and the subscription is delivered by neither. */
  LIVE_AFTER_REPLAY;

  private Transcript with(Transcript sound) {
    return switch (this) {
      case ACK_BEFORE_COMMIT -> new AckBeforeCommit(sound);
      case LIVE_BEFORE_REPLAY -> new LiveBeforeReplay(sound);
      case LIVE_AFTER_REPLAY -> new LiveAfterReplay(sound);
    };
  }

  /** The same transcripts, each with the fault. */
  public Transcripts in(Transcripts sound) {
    Map<RoomName, Transcript> open = new ConcurrentHashMap<>();
    return new Transcripts() {
      @Override
      public Transcript open(RoomName room) {
        return open.computeIfAbsent(room, name -> with(sound.open(name)));
      }

      @Override
      public void close() {
        sound.close();
      }
    };
  }

  /** A transcript that delegates everything. */
  private abstract static class DelegatingTranscript implements Transcript {
    final Transcript delegate;

    DelegatingTranscript(Transcript sound) {
      this.delegate = sound;
    }

    /** The sequence number of the last entry. */
    long last() {
      return delegate.before(Long.MAX_VALUE, new ReadLimit(1, 1)).asOf();
    }

    @Override
    public String epoch() {
      return delegate.epoch();
    }

    @Override
    public long follow(Follower follower) {
      return delegate.follow(follower);
    }

    @Override
    public void append(Draft draft, Receipt receipt) {
      delegate.append(draft, receipt);
    }

    @Override
    public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
      delegate.refuse(draft, refusal, receipt);
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      return delegate.after(seq, upTo, reach);
    }

    @Override
    public Page before(long seq, ReadLimit reach) {
      return delegate.before(seq, reach);
    }

    @Override
    public void catchUp(Cursor cursor) {
      delegate.catchUp(cursor);
    }

    @Override
    public void close() {
      delegate.close();
    }
  }

  private static final class LiveBeforeReplay extends DelegatingTranscript {
    private static final long TIMEOUT_MILLIS = 200;

    private final Semaphore added = new Semaphore(0);

    LiveBeforeReplay(Transcript sound) {
      super(sound);
    }

    @Override
    public long follow(Follower follower) {
      return delegate.follow(
          new Follower() {
            @Override
            public void kept(List<Kept> batch) {
              follower.kept(batch);
              added.release();
            }

            @Override
            public void flushed() {
              follower.flushed();
            }
          });
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      awaitMoreThan(upTo);
      return delegate.after(seq, last(), reach);
    }

    // Makes sure that an entry is added in the short time that matters.
    private void awaitMoreThan(long seq) {
      try {
        added.drainPermits();
        boolean _ = last() > seq || added.tryAcquire(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class LiveAfterReplay extends DelegatingTranscript {
    LiveAfterReplay(Transcript sound) {
      super(sound);
    }

    // As many entries as were asked for, but the one before the last in place of the last.
    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      return delegate.after(seq, upTo, reach).map(LiveAfterReplay::withoutLast);
    }

    private static List<Entry> withoutLast(List<Entry> entries) {
      if (entries.size() < 2) {
        return entries;
      }
      List<Entry> replay = new ArrayList<>(entries);
      replay.set(replay.size() - 1, replay.get(replay.size() - 2));
      return replay;
    }
  }

  /** Keeps entries in memory, and appends them to the log 300 ms later. */
  private static final class AckBeforeCommit extends DelegatingTranscript {
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
        case Entry.Deleted deleted ->
            new Draft.Delete(deleted.by(), deleted.id(), deleted.target());
        case Entry.Reacted reacted ->
            new Draft.React(
                reacted.by(), reacted.id(), reacted.target(), reacted.emoji(), reacted.on());
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
  }
}
