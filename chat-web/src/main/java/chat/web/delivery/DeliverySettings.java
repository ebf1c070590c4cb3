package chat.web.delivery;

import java.time.Duration;

/**
 * Sizes and periods of delivery.
 *
 * @param largestWrite bytes in one write, and in one segment of a stream: large enough that the
 *     garbage collector has few segments to trace, small enough that one write is soon over
 * @param flushInterval joins and leaves are flushed at most once in this period, because in a room
 *     that fills each of them would else be a write to each connection; messages are never delayed
 * @param presenceInterval a large room sends one batch of joins and leaves in this period
 */
public record DeliverySettings(
    int largestWrite, Duration flushInterval, Duration presenceInterval) {
  public static final DeliverySettings DEFAULTS =
      new DeliverySettings(64 * 1024, Duration.ofMillis(40), Duration.ofSeconds(1));
}
