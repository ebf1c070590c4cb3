package chat.sqlite.queue;

/** A platform thread that runs one task to its end. */
public final class WorkerThread {
  private final Thread thread;

  private WorkerThread(Thread thread) {
    this.thread = thread;
  }

  /** Starts a thread; the process does not end before the task does. */
  public static WorkerThread start(String name, Runnable task) {
    return new WorkerThread(Thread.ofPlatform().name(name).start(task));
  }

  /** Starts a thread that the end of the process does not wait for. */
  public static WorkerThread startDaemon(String name, Runnable task) {
    return new WorkerThread(Thread.ofPlatform().name(name).daemon().start(task));
  }

  /** Whether the task has not ended. */
  public boolean isAlive() {
    return thread.isAlive();
  }

  /** Waits until the task has ended; an interrupt meanwhile is kept for later. */
  public void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
