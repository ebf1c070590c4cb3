package chat.bench.measurement;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps account of who heard what: for each listener and sender the message that is expected next,
 * and for each listener the order in which it heard all of them. Knows for certain what was lost,
 * doubled or reordered.
 */
public final class DeliveryCheck {
  private static final long PRIME = 0x9E3779B97F4A7C15L;

  // Whoever misses more has lost; which ones exactly no longer matters.
  private static final int MOST_SKIPPED = 100_000;

  private final int senders;
  private final int[] expected;
  // One number for all that a listener heard, in its order: equal for those who heard the same.
  private final long[] order;
  // What was skipped; a message of it may still come late. Empty unless something is wrong.
  private final Set<Skipped> skipped = new HashSet<>();
  private long heard;
  private long doubled;
  private long reordered;

  public DeliveryCheck(int listeners, int senders) {
    this.senders = senders;
    expected = new int[listeners * senders];
    order = new long[listeners];
  }

  private record Skipped(int listener, int sender, int seq) {}

  /**
   * A listener heard a message.
   *
   * @return false when it had heard this one before
   */
  public boolean hear(int listener, int sender, int seq) {
    int at = listener * senders + sender;
    int next = expected[at];
    if (seq != next) {
      if (seq < next && !skipped.remove(new Skipped(listener, sender, seq))) {
        doubled++;
        return false;
      }
      outOfTurn(listener, sender, seq, next);
    }
    expected[at] = Math.max(next, seq + 1);
    order[listener] = (order[listener] ^ ((long) sender << 32 | seq)) * PRIME;
    heard++;
    return true;
  }

  private void outOfTurn(int listener, int sender, int seq, int next) {
    if (seq < next) {
      reordered++;
    }
    for (int missing = next; missing < seq && skipped.size() < MOST_SKIPPED; missing++) {
      skipped.add(new Skipped(listener, sender, missing));
    }
  }

  /** How many messages were heard, each by each listener once. */
  public long heard() {
    return heard;
  }

  /**
   * The account at the end.
   *
   * @param sent how many messages were sent, by all senders; each listener had to hear them all
   */
  public Violations account(long sent) {
    long lost = sent * order.length - heard;
    long others = Arrays.stream(order).filter(each -> each != order[0]).count();
    // Where messages are missing the orders differ for that alone.
    long otherOrder = lost == 0 && doubled == 0 && reordered == 0 ? others : 0;
    return new Violations(lost, doubled, reordered, 0, otherOrder, 0, "");
  }
}
