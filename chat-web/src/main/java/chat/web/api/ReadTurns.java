package chat.web.api;

import chat.core.name.Member;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Runs reads of the log when their turn has come: one of each member waits for it. On a busy
 * machine the next one begins after a pause, because 16 clients that read without one delayed those
 * who join from 25 to 60 ms.
 */
public final class ReadTurns {
  /** 1 at a time, so that the log has a reader left for those who join. */
  private static final int MAX_CONCURRENT_READS = 1;

  /** 2 ms: most reads take 1 ms, so that a longer one shows a busy machine. */
  private static final long QUICK_READ_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** The pause after a read that is not quick: 16 times as long as the read. */
  private static final int READ_PAUSES = 16;

  /** 60 ms at most, because all readers wait for it. */
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private final MemberTurns members = new MemberTurns();
  private final Semaphore reading = new Semaphore(MAX_CONCURRENT_READS, true);

  /** Runs a read of a member. */
  <T> T run(Member member, Supplier<T> read) {
    return members.run(member, () -> run(read));
  }

  private <T> T run(Supplier<T> read) {
    reading.acquireUninterruptibly();
    long begun = System.nanoTime();
    try {
      return read.get();
    } finally {
      end(System.nanoTime() - begun);
    }
  }

  private void end(long took) {
    if (took <= QUICK_READ_NANOS) {
      reading.release();
    } else {
      long pause = Math.min(READ_PAUSES * took, MAX_PAUSE_NANOS);
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Runnable::run)
          .execute(reading::release);
    }
  }
}
