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
 * Checks join events: all clients have to receive them in one order, each from its own join on,
 * which it has to receive first.
 */
final class ArrivalCheck implements ClientListener {
  private static final byte[] JOIN_SUFFIX = "】进入了聊天室".getBytes(UTF_8);
  private static final int BEFORE_NUMBER = "【".getBytes(UTF_8).length + 1;
  private static final int NONE = -1;
  private static final double NANOS_PER_SECOND = 1e9;

  // The joins that each client has received, in their order, and as a set.
  private final int[][] joinsSeen;
  private final int[] count;
  private final BitSet[] seen;
  private final long[] joinedAt;
  private final Latencies latencies = new Latencies();
  private long received;
  private long duplicated;
  private long altered;

  ArrivalCheck(int clients) {
    joinsSeen = new int[clients][clients];
    count = new int[clients];
    seen = new BitSet[clients];
    Arrays.setAll(seen, client -> new BitSet(clients));
    joinedAt = new long[clients];
  }

  @Override
  public void messageReceived(BenchClient client, ByteBuffer in, int at, int end, long now) {
    int joined = joined(in, at, end);
    int receiver = client.number();
    if (joined < 0 || joined >= count.length) {
      altered++;
    } else if (seen[receiver].get(joined)) {
      duplicated++;
    } else {
      seen[receiver].set(joined);
      joinsSeen[receiver][count[receiver]++] = joined;
      received++;
      if (joined == receiver) {
        joinedAt[receiver] = now;
        latencies.record(now - client.connectStart());
      }
    }
  }

  private static int joined(ByteBuffer in, int at, int end) {
    int digitsEnd = end - JOIN_SUFFIX.length;
    for (int i = 0; i < JOIN_SUFFIX.length; i++) {
      if (digitsEnd <= at || in.get(digitsEnd + i) != JOIN_SUFFIX[i]) {
        return NONE;
      }
    }
    int number = 0;
    for (int i = at + BEFORE_NUMBER; i < digitsEnd; i++) {
      int digit = in.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The number of join events that were received, without duplicates. */
  long received() {
    return received;
  }

  /**
   * The number of join events to be received: the first client receives those of all, the last only
   * its own.
   */
  long expected() {
    return count.length * (count.length + 1L) / 2;
  }

  /** The joins a second of the last {@code clients}; to be called when all have joined. */
  double rateOfLast(int clients) {
    long[] sorted = Arrays.stream(joinedAt).sorted().toArray();
    int last = sorted.length - 1;
    return clients * NANOS_PER_SECOND / Math.max(1, sorted[last] - sorted[last - clients]);
  }

  Latencies latencies() {
    return latencies;
  }

  /** Compares each client's joins with the end of the first client's list, from its own join on. */
  Violations violations() {
    int first = 0;
    for (int client = 1; client < count.length; client++) {
      first = count[client] > count[first] ? client : first;
    }
    int[] order = Arrays.copyOf(joinsSeen[first], count[first]);
    long lost = (long) (count.length - order.length) * count.length;
    long otherOrder = 0;
    for (int i = 0; i < order.length; i++) {
      int client = order[i];
      int missing = missing(client, order, i);
      lost += missing;
      if (missing == 0
          && !Arrays.equals(order, i, order.length, joinsSeen[client], 0, count[client])) {
        otherOrder++;
      }
    }
    return new Violations(lost, duplicated, 0, altered, otherOrder, 0, "");
  }

  private int missing(int client, int[] order, int from) {
    int missing = 0;
    for (int i = from; i < order.length; i++) {
      if (!seen[client].get(order[i])) {
        missing++;
      }
    }
    return missing;
  }
}
