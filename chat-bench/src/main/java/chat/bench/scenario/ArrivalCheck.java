package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.bench.client.BenchClient;
import chat.bench.client.ClientListener;
import chat.bench.measurement.Latencies;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Who heard whom come. All have to hear it in one order, each from its own coming on, which it
 * hears first of all.
 */
final class ArrivalCheck implements ClientListener {
  private static final byte[] CAME = "】进入了聊天室".getBytes(UTF_8);
  private static final int BEFORE_NUMBER = "【".getBytes(UTF_8).length + 1;
  private static final int NOBODY = -1;
  private static final double NANOS_PER_SECOND = 1e9;

  // Whom each guest has heard come, in its order, and as a set.
  private final int[][] heardBy;
  private final int[] count;
  private final BitSet[] known;
  private final long[] since;
  private final Latencies latencies = new Latencies();
  private long heard;
  private long doubled;
  private long altered;

  ArrivalCheck(int guests) {
    heardBy = new int[guests][guests];
    count = new int[guests];
    known = new BitSet[guests];
    Arrays.setAll(known, guest -> new BitSet(guests));
    since = new long[guests];
  }

  @Override
  public void messageReceived(BenchClient guest, ByteBuffer in, int at, int end, long now) {
    int who = who(in, at, end);
    int me = guest.number();
    if (who < 0 || who >= count.length) {
      altered++;
    } else if (known[me].get(who)) {
      doubled++;
    } else {
      known[me].set(who);
      heardBy[me][count[me]++] = who;
      heard++;
      if (who == me) {
        since[me] = now;
        latencies.record(now - guest.knocked());
      }
    }
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
    return count.length * (count.length + 1L) / 2;
  }

  /** How many of the last so many came in a second; once all have come. */
  double rateOfLast(int guests) {
    long[] sorted = Arrays.stream(since).sorted().toArray();
    int last = sorted.length - 1;
    return guests * NANOS_PER_SECOND / Math.max(1, sorted[last] - sorted[last - guests]);
  }

  Latencies latencies() {
    return latencies;
  }

  /** What each has heard has to be the end of what the first has heard, from itself on. */
  Violations findings() {
    int first = 0;
    for (int guest = 1; guest < count.length; guest++) {
      first = count[guest] > count[first] ? guest : first;
    }
    int[] order = Arrays.copyOf(heardBy[first], count[first]);
    long lost = (long) (count.length - order.length) * count.length;
    long otherOrder = 0;
    for (int i = 0; i < order.length; i++) {
      int guest = order[i];
      int missing = missing(guest, order, i);
      lost += missing;
      if (missing == 0 && !Arrays.equals(order, i, order.length, heardBy[guest], 0, count[guest])) {
        otherOrder++;
      }
    }
    return new Violations(lost, doubled, 0, altered, otherOrder, 0, "");
  }

  private int missing(int guest, int[] order, int from) {
    int missing = 0;
    for (int i = from; i < order.length; i++) {
      if (!known[guest].get(order[i])) {
        missing++;
      }
    }
    return missing;
  }
}
