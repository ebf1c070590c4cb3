package chat.postgres.db;

/** Waits until a thread has ended, also when the waiting thread is interrupted meanwhile. */
public final class UninterruptibleJoin {
  private UninterruptibleJoin() {}

  public static void of(Thread thread) {
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
