package chat.app.check;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
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
 * Faults that a chat room may have, to see whether the checker finds them. Planted at the seam
 * between the room and its log, so that the program itself needs no switch for them.
 */
public enum Plant {
  /** Whoever speaks is told that it is kept, and all hear it, before it is. */
  ACKNOWLEDGES_BEFORE_THE_COMMIT,
  /** What is said between the going live and the replay is in both. */
  GOES_LIVE_BEFORE_THE_REPLAY,
  /** What is said between the replay and the going live is in neither. */
  REPLAYS_BEFORE_IT_GOES_LIVE;

  private Transcript with(Transcript sound) {
    return switch (this) {
      case ACKNOWLEDGES_BEFORE_THE_COMMIT -> new Hasty(sound);
      case GOES_LIVE_BEFORE_THE_REPLAY -> new LiveTooEarly(sound);
      case REPLAYS_BEFORE_IT_GOES_LIVE -> new LiveTooLate(sound);
    };
  }

  /** The same logs with the fault in each. */
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

  /** A log without a fault of its own. */
  private abstract static class Wrapped implements Transcript {
    final Transcript sound;

    Wrapped(Transcript sound) {
      this.sound = sound;
    }

    /** The number of the last entry. */
    long last() {
      return sound.before(Long.MAX_VALUE, new ReadLimit(1, 1)).standing();
    }

    @Override
    public String epoch() {
      return sound.epoch();
    }

    @Override
    public long follow(Follower follower) {
      return sound.follow(follower);
    }

    @Override
    public void append(Draft draft, Receipt receipt) {
      sound.append(draft, receipt);
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      return sound.after(seq, upTo, reach);
    }

    @Override
    public Page before(long seq, ReadLimit reach) {
      return sound.before(seq, reach);
    }

    @Override
    public void close() {
      sound.close();
    }
  }

  private static final class LiveTooEarly extends Wrapped {
    private static final long PATIENCE_MILLIS = 200;

    private final Semaphore spoken = new Semaphore(0);

    LiveTooEarly(Transcript sound) {
      super(sound);
    }

    @Override
    public long follow(Follower follower) {
      return sound.follow(
          new Follower() {
            @Override
            public void kept(List<Kept> batch) {
              follower.kept(batch);
              spoken.release();
            }

            @Override
            public void rest() {
              follower.rest();
            }
          });
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      awaitMoreThan(upTo);
      return sound.after(seq, last(), reach);
    }

    // Makes sure that somebody speaks in the short time in which it matters.
    private void awaitMoreThan(long seq) {
      try {
        spoken.drainPermits();
        boolean _ = last() > seq || spoken.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class LiveTooLate extends Wrapped {
    LiveTooLate(Transcript sound) {
      super(sound);
    }

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
      return sound.after(seq, Math.max(seq, upTo - 1), reach);
    }
  }

  /** Has all in memory, and passes it on to the log a moment later. */
  private static final class Hasty extends Wrapped {
    private static final long DELAY_MILLIS = 300;

    private final AtomicReference<Instant> loading = new AtomicReference<>();
    private final MemoryTranscript front = new MemoryTranscript(this::now);
    private final ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

    Hasty(Transcript sound) {
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
        case Entry.Said said -> new Draft.Say(said.by(), said.id(), said.text(), said.re());
        case Entry.Edited edited ->
            new Draft.Edit(edited.by(), edited.id(), edited.of(), edited.text());
        case Entry.Deleted deleted -> new Draft.Delete(deleted.by(), deleted.id(), deleted.of());
        case Entry.Reacted reacted ->
            new Draft.React(
                reacted.by(), reacted.id(), reacted.of(), reacted.emoji(), reacted.on());
      };
    }

    @Override
    public synchronized void append(Draft draft, Receipt receipt) {
      front.append(draft, receipt);
      var _ =
          later.schedule(
              () -> sound.append(draft, Receipt.NONE), DELAY_MILLIS, TimeUnit.MILLISECONDS);
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
