package chat.web.api;

import chat.core.name.Member;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs the reads of all exports in turn, with a pause after each, so that other reads wait for one
 * of them at most, however many exports run.
 */
public final class ExportPace {
  /** 10 ms, so that the log is mostly free; a million messages are read in 100 s of pauses. */
  public static final Duration PAUSE = Duration.ofMillis(10);

  private final ReadTurns reads;
  private final Duration pause;
  // Fair: first come, first served.
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param reads shared with the other requests that read the log
   */
  public ExportPace(ReadTurns reads, Duration pause) {
    this.reads = reads;
    this.pause = pause;
  }

  /** Runs a read for a member. */
  <T> T read(Member member, Supplier<T> read) {
    turn.lock();
    try {
      T result = reads.run(member, read);
      LockSupport.parkNanos(pause.toNanos());
      return result;
    } finally {
      turn.unlock();
    }
  }
}
