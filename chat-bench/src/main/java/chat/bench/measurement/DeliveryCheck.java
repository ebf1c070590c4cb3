package chat.bench.measurement;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks deliveries: holds the next expected message for each receiver and sender, and the order in
 * which each receiver received all messages. Detects every message that was lost, duplicated or
 * reordered.
 */
public final class DeliveryCheck {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  // Further gaps are not recorded, because a run with 100,000 of them has failed in any case.
  private static final int MAX_SKIPPED = 100_000;

  private final int senders;
  private final int[] expected;
  // A hash of all messages that a receiver received, in their order: equal for equal orders.
  private final long[] order;
  // The messages that were skipped; each may still be received late. Empty unless something is
  // wrong.
  private final Set<Skipped> skipped = new HashSet<>();
  private long received;
  private long duplicated;
  private long reordered;

  public DeliveryCheck(int receivers, int senders) {
    this.senders = senders;
    expected = new int[receivers * senders];
    order = new long[receivers];
  }

  private record Skipped(int receiver, int sender, int seq) {}

  /**
   * Records that a receiver received a message.
   *
   * @return false if it had received this one before
   */
  public boolean record(int receiver, int sender, int seq) {
    int at = receiver * senders + sender;
    int next = expected[at];
    if (seq != next) {
      if (seq < next && !skipped.remove(new Skipped(receiver, sender, seq))) {
        duplicated++;
        return false;
      }
      recordOutOfOrder(receiver, sender, seq, next);
    }
    expected[at] = Math.max(next, seq + 1);
    order[receiver] = (order[receiver] ^ ((long) sender << 32 | seq)) * PRIME;
    received++;
    return true;
  }

  private void recordOutOfOrder(int receiver, int sender, int seq, int next) {
    if (seq < next) {
      reordered++;
    }
    for (int missing = next; missing < seq && skipped.size() < MAX_SKIPPED; missing++) {
      skipped.add(new Skipped(receiver, sender, missing));
    }
  }

  /** The number of deliveries, without duplicates. */
  public long received() {
    return received;
  }

  /**
   * The violations at the end of a run.
   *
   * @param sent the number of messages that all senders have sent; each receiver has to receive all
   *     of them
   */
  public Violations violations(long sent) {
    long lost = sent * order.length - received;
    long others = Arrays.stream(order).filter(each -> each != order[0]).count();
    // Orders are compared only without other violations, because a missing message alone makes them
    // differ.
    long otherOrder = lost == 0 && duplicated == 0 && reordered == 0 ? others : 0;
    return new Violations(lost, duplicated, reordered, 0, otherOrder, 0, "");
  }
}
