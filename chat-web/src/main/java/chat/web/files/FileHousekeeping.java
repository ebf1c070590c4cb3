package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.FileSweeper;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Erases files in the background: those whose message was deleted at once, and from time to time
 * all that no message has. {@link #run} is called several times a second.
 */
final class FileHousekeeping implements Runnable {
  private static final System.Logger LOG = System.getLogger(FileHousekeeping.class.getName());

  /** 30 s after the start, when those who come back after a restart are connected again. */
  static final Duration FIRST_SWEEP = Duration.ofSeconds(30);

  static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

  /** 1,000 erasures may wait; those beyond are left to the next sweep. */
  private static final int MAX_WAITING = 1_000;

  private final FileStore store;
  private final FileSweeper sweeper;
  private final InstantSource clock;
  private final WorkerPool worker = new WorkerPool("erasure", 1, MAX_WAITING);
  // Of the thread that calls run, as the next.
  private Instant next;
  private CompletableFuture<?> sweep = CompletableFuture.completedFuture(null);

  /**
   * @param attached returns those of some files that a message has
   * @param clock monotonic
   */
  FileHousekeeping(
      FileStore store, Function<Collection<FileId>, Set<FileId>> attached, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    sweeper = new FileSweeper(store, attached);
    next = clock.instant().plus(FIRST_SWEEP);
  }

  @Override
  public void run() {
    if (sweep.isDone() && !clock.instant().isBefore(next)) {
      next = clock.instant().plus(SWEEP_INTERVAL);
      sweep = submit(sweeper::sweep);
    }
  }

  /** Whether a sweep was begun and has not ended. */
  boolean isSweeping() {
    return !sweep.isDone();
  }

  /** Erases files that no message has any more; returns at once. */
  void erase(Collection<FileId> files) {
    var _ = submit(() -> files.forEach(store::delete));
  }

  private CompletableFuture<?> submit(Runnable work) {
    try {
      return worker.submit(() -> {
        guard(work);
        return null;
      });
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private static void guard(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "files are erased later, because of {0}", e.toString());
    }
  }

  void close() {
    worker.close();
  }
}
