package chat.web.session;

/** Counts how often somebody was told to slow down; who keeps at it has to go for a while. */
final class ViolationCounter {
  /** So many refusals in a minute are patience enough with a client that does not listen. */
  static final int MOST = 60;

  private static final long MINUTE = 60_000_000_000L;
  private long since = System.nanoTime();
  private int count;

  boolean isTooMany() {
    long now = System.nanoTime();
    if (now - since > MINUTE) {
      since = now;
      count = 0;
    }
    return ++count > MOST;
  }
}
