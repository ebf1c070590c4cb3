package chat.core;

import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Erases the messages that are older than their room keeps them, from time to time, on a thread of
 * its own. It erases a few at once and pauses in between, so that no message waits for it.
 */
public final class MessageEraser implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MessageEraser.class.getName());

  private final Transcripts transcripts;
  private final Retention retention;
  private final InstantSource clock;
  private final Settings settings;
  private final Consumer<RoomName> erased;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Thread thread;

  /**
   * Its pace.
   *
   * @param interval between two rounds through all rooms
   * @param batch how many messages are erased at once
   * @param pause after each batch
   */
  public record Settings(Duration interval, int batch, Duration pause) {
    /** 50 messages take a disk some milliseconds; so 1,000 a second are erased at most. */
    public static final Settings DEFAULTS =
        new Settings(Duration.ofMinutes(10), 50, Duration.ofMillis(50));
  }

  /**
   * Does nothing yet.
   *
   * @param clock the time of day
   * @param erased called with each room in which messages were erased
   */
  public MessageEraser(
      Transcripts transcripts,
      Retention retention,
      InstantSource clock,
      Settings settings,
      Consumer<RoomName> erased) {
    this.transcripts = transcripts;
    this.retention = retention;
    this.clock = clock;
    this.settings = settings;
    this.erased = erased;
  }

  /** Begins, unless everything is kept. */
  public void start() {
    if (retention.isLimited()) {
      thread = Thread.ofVirtual().name("retention").start(this::run);
    }
  }

  private void run() {
    do {
      try {
        eraseAll();
      } catch (StoreUnavailableException e) {
        LOG.log(Level.DEBUG, "old messages are erased later: {0}", e.getMessage());
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "old messages were not erased", e);
      }
    } while (!isClosedWithin(settings.interval()));
  }

  /** Goes once through all rooms. */
  void eraseAll() {
    for (RoomName room : transcripts.rooms()) {
      Optional<Duration> time = retention.of(room);
      if (time.isPresent() && erase(room, time.get())) {
        erased.accept(room);
      }
    }
  }

  private boolean erase(RoomName room, Duration time) {
    int count;
    int all = 0;
    do {
      count = transcripts.erase(room, clock.instant().minus(time), settings.batch());
      all += count;
    } while (count == settings.batch() && !isClosedWithin(settings.pause()));
    return all > 0;
  }

  private boolean isClosedWithin(Duration time) {
    try {
      return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts this thread", e);
    }
  }

  /** Ends soon; what is left is erased after the next start. */
  @Override
  public void close() {
    closed.countDown();
    if (thread != null) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
