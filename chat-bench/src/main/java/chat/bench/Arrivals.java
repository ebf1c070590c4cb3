package chat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Who heard whom come. All have to hear it in one order, each from its own coming on, which it
 * hears first of all.
 */
final class Arrivals implements Occasion {
  private static final byte[] CAME = "】进入了聊天室".getBytes(UTF_8);
  private static final int BEFORE_NUMBER = "【".getBytes(UTF_8).length + 1;
  private static final int NOBODY = -1;
  private static final double NANOS_PER_SECOND = 1e9;

  // In the order of whoever heard them first.
  private final int[] order;
  private final long[] since;
  private int known;
  // For each guest, who has come: its place in the order; and how many it has heard come.
  private final int[] place;
  private final int[] next;
  private final Latencies latencies = new Latencies();
  private long heard;
  private long doubled;
  private long reordered;
  private long altered;

  Arrivals(int guests) {
    order = new int[guests];
    since = new long[guests];
    place = new int[guests];
    next = new int[guests];
    Arrays.fill(place, NOBODY);
    Arrays.fill(next, NOBODY);
  }

  @Override
  public void heard(Guest guest, ByteBuffer in, int at, int end, long now) {
    int who = who(in, at, end);
    if (who < 0 || who >= order.length) {
      altered++;
      return;
    }
    if (place[who] == NOBODY) {
      place[who] = known;
      order[known] = who;
      since[known] = now;
      known++;
    }
    inTurn(guest, place[who], now);
  }

  private void inTurn(Guest guest, int heardPlace, long now) {
    int me = guest.number();
    if (next[me] == NOBODY) {
      // The newcomer hears itself first of all.
      next[me] = place[me] == NOBODY ? heardPlace : place[me];
      latencies.record(now - guest.knocked());
    }
    if (heardPlace < next[me]) {
      doubled++;
      return;
    }
    if (heardPlace > next[me]) {
      reordered++;
    }
    next[me] = heardPlace + 1;
    heard++;
  }

  private static int who(ByteBuffer in, int at, int end) {
    int digitsEnd = end - CAME.length;
    for (int i = 0; i < CAME.length; i++) {
      if (digitsEnd <= at || in.get(digitsEnd + i) != CAME[i]) {
        return NOBODY;
      }
    }
    int number = 0;
    for (int i = at + BEFORE_NUMBER; i < digitsEnd; i++) {
      int digit = in.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return NOBODY;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** How many comings were heard, each by each. */
  long heard() {
    return heard;
  }

  /** How many are to be heard in all: the first guest hears everybody, the last only itself. */
  long expected() {
    return order.length * (order.length + 1L) / 2;
  }

  /** How many of the last so many came in a second; 0 unless all have come. */
  double rateOfLast(int guests) {
    int last = order.length - 1;
    return known <= last || guests < 1 || guests > last
        ? 0
        : guests * NANOS_PER_SECOND / (since[last] - since[last - guests]);
  }

  Latencies latencies() {
    return latencies;
  }

  Findings findings() {
    return new Findings(Math.max(0, expected() - heard), doubled, reordered, altered, 0, 0, "");
  }
}
