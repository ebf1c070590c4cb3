package chat.postgres;

/** Waits until a thread has ended, also when the waiting thread is interrupted meanwhile. */
final class UninterruptibleJoin {
  private UninterruptibleJoin() {}

  static void of(Thread thread) {
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
