package chat.web.files;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Few threads for work that takes much of a processor or of a disk. They are threads of the system,
 * because a virtual one would keep a carrier from all others; they end when there is nothing to do.
 */
final class WorkerPool {
  /** 30 s: a message with several files needs them again within seconds. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** 1 s, in which a file is kept or a thumbnail made; what is cut off is done again. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  private final ThreadPoolExecutor executor;

  /**
   * @param threads at most
   * @param maxWaiting how much work may wait
   */
  WorkerPool(String name, int threads, int maxWaiting) {
    ThreadFactory factory = Thread.ofPlatform().daemon().name(name + "-", 1).factory();
    executor =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(maxWaiting),
            factory);
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs work.
   *
   * @throws java.util.concurrent.RejectedExecutionException when too much waits
   */
  <T> CompletableFuture<T> submit(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, executor);
  }

  /** Takes no more work, and waits a little for the end of what is running. */
  void close() {
    executor.shutdown();
    try {
      var _ = executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
