package chat.bench.client;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Connects the clients of a group, at most 64 at a time, and waits until the room is quiet. */
public final class ConnectRamp {
  private static final int MAX_CONNECTING = 64;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(300);
  private static final Duration QUIET_LIMIT = Duration.ofSeconds(30);

  private final ClientGroup group;

  public ConnectRamp(ClientGroup group) {
    this.group = group;
  }

  /** The nicknames of the clients: a letter and a number, all of one length. */
  public static byte[][] names(char initial, int clients) {
    int width = 1 + Integer.toString(clients - 1).length();
    byte[][] names = new byte[clients][width];
    for (int number = 0; number < clients; number++) {
      names[number][0] = (byte) initial;
      for (int at = width - 1, rest = number; at > 0; at--, rest /= 10) {
        names[number][at] = (byte) ('0' + rest % 10);
      }
    }
    return names;
  }

  /**
   * Connects clients until all have joined.
   *
   * @param initial the first letter of their nicknames; a number follows
   * @param slow the number of slow readers that connect after them
   */
  public void connect(char initial, int clients, int slow) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    int total = clients + slow;
    byte[][] names = names(initial, total);
    for (int next = 0; group.joined() < total; ) {
      for (; next < total && group.connecting() < MAX_CONNECTING; next++) {
        group.add(new BenchClient(next, names[next], next < clients));
      }
      group.poll(end);
      if (group.disconnected() > 0 || System.nanoTime() > end) {
        throw new IOException(
            "Only " + group.joined() + " of " + total + " have joined: " + group.firstError());
      }
    }
  }

  /** Waits until nothing was received for 300 ms. */
  public void awaitQuiet(LongSupplier received) throws IOException {
    long now = System.nanoTime();
    long end = now + QUIET_LIMIT.toNanos();
    long quietSince = now;
    for (long before = received.getAsLong(); now - quietSince < QUIET.toNanos() && now < end; ) {
      group.poll(Math.min(end, now + QUIET.toNanos() / 4));
      now = System.nanoTime();
      if (received.getAsLong() != before) {
        before = received.getAsLong();
        quietSince = now;
      }
    }
  }
}
