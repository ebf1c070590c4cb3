package chat.bench.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Lets a crowd in, some at a time, and waits until the room has calmed down. */
public final class ConnectRamp {
  private static final int AT_A_TIME = 64;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(30);

  private final ClientGroup crowd;

  public ConnectRamp(ClientGroup crowd) {
    this.crowd = crowd;
  }

  /** The nicknames of a crowd: a letter and a number, all equally long. */
  public static byte[][] names(char initial, int guests) {
    int width = 1 + Integer.toString(guests - 1).length();
    byte[][] names = new byte[guests][width];
    for (int number = 0; number < guests; number++) {
      names[number][0] = (byte) initial;
      for (int at = width - 1, rest = number; at > 0; at--, rest /= 10) {
        names[number][at] = (byte) ('0' + rest % 10);
      }
    }
    return names;
  }

  /**
   * Lets guests in until all have a seat.
   *
   * @param initial their nicknames are this letter and a number
   * @param slow how many come after them who never read
   */
  public void admit(char initial, int guests, int slow) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    int all = guests + slow;
    byte[][] names = names(initial, all);
    for (int next = 0; crowd.seated() < all; ) {
      for (; next < all && crowd.entering() < AT_A_TIME; next++) {
        crowd.add(new BenchClient(next, names[next], next < guests));
      }
      crowd.poll(end);
      if (crowd.gone() > 0 || System.nanoTime() > end) {
        throw new IOException(
            "Only " + crowd.seated() + " of " + all + " got in: " + crowd.remark());
      }
    }
  }

  /** Waits until nothing has been heard for a while. */
  public void awaitQuiet(LongSupplier heard) throws IOException {
    long now = System.nanoTime();
    long end = now + LONGEST_SETTLING.toNanos();
    long quietSince = now;
    for (long before = heard.getAsLong(); now - quietSince < QUIET.toNanos() && now < end; ) {
      crowd.poll(Math.min(end, now + QUIET.toNanos() / 4));
      now = System.nanoTime();
      if (heard.getAsLong() != before) {
        before = heard.getAsLong();
        quietSince = now;
      }
    }
  }
}
