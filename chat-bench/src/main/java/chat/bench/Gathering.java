package chat.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a crowd in, some at a time, and waits until the room has calmed down. */
final class Gathering {
  private static final int AT_A_TIME = 64;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

  private final Crowd crowd;

  Gathering(Crowd crowd) {
    this.crowd = crowd;
  }

  /**
   * Lets guests in until all have a seat.
   *
   * @param initial their nicknames are this letter and a number
   * @param slow how many come after them who never read
   */
  void admit(char initial, int guests, int slow) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    int all = guests + slow;
    String name = initial + "%0" + Integer.toString(all - 1).length() + 'd';
    for (int next = 0; crowd.seated() < all; ) {
      for (; next < all && crowd.entering() < AT_A_TIME; next++) {
        crowd.add(new Guest(next, name.formatted(next), next < guests));
      }
      crowd.turn(end);
      if (crowd.gone() > 0 || System.nanoTime() > end) {
        throw new IOException(
            "Only " + crowd.seated() + " of " + all + " got in: " + crowd.remark());
      }
    }
  }

  /** Waits until nothing has been heard for a while. */
  void settle(LongSupplier heard) throws IOException {
    long now = System.nanoTime();
    long end = now + LONGEST_SETTLING.toNanos();
    long quietSince = now;
    for (long before = heard.getAsLong(); now - quietSince < QUIET.toNanos() && now < end; ) {
      crowd.turn(Math.min(end, now + QUIET.toNanos() / 4));
      now = System.nanoTime();
      if (heard.getAsLong() != before) {
        before = heard.getAsLong();
        quietSince = now;
      }
    }
  }
}
