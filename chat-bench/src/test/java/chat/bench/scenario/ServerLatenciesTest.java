package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import chat.bench.measurement.Metric;
import java.nio.ByteBuffer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ServerLatenciesTest {
  private static final long MILLI = 1_000_000;
  private static final Offset<Double> THREE_DIGITS = within(0.01);

  // Clients take turns between two servers.
  private final ServerLatencies latencies = new ServerLatencies(client -> client % 2);

  private void receive(String frame, long now) {
    byte[] before = "a frame before".getBytes(US_ASCII);
    byte[] own = frame.getBytes(US_ASCII);
    ByteBuffer in = ByteBuffer.allocate(before.length + own.length + 20).put(before).put(own);
    latencies.received(in, before.length, before.length + own.length, now);
  }

  private static String ack(int sender, int seq) {
    return "{\"type\":\"ack\",\"id\":\"%08x%08x\",\"seq\":7}".formatted(sender, seq);
  }

  @Test
  void acknowledgementCountsFromWhenItsMessageWasDue() {
    latencies.sent(3, 0x2_0001, 10 * MILLI);
    latencies.sent(0x1F, 1, 20 * MILLI);
    receive(ack(0x1F, 1), 25 * MILLI);
    receive(ack(3, 0x2_0001), 11 * MILLI);

    assertThat(latencies.metrics()).containsOnlyKeys(Metric.ACK_P50, Metric.ACK_P99);
    assertThat(latencies.metrics().get(Metric.ACK_P50)).isCloseTo(1, THREE_DIGITS);
    assertThat(latencies.metrics().get(Metric.ACK_P99)).isCloseTo(5, THREE_DIGITS);
  }

  @Test
  void messageThatIsAcknowledgedTwiceCountsOnce() {
    latencies.sent(0, 1, 0);
    receive(ack(0, 1), 2 * MILLI);
    receive(ack(0, 1), 50 * MILLI);

    assertThat(latencies.metrics().get(Metric.ACK_P99)).isCloseTo(2, THREE_DIGITS);
  }

  @Test
  void otherFramesAreNoAcknowledgements() {
    latencies.sent(0, 1, 0);
    receive("{\"type\":\"refused\",\"id\":\"0000000000000001\"}", MILLI);
    receive("{\"type\":\"ack\",\"id\":\"000000000000000", MILLI);
    receive(ack(0, 2), MILLI);
    receive(ack(1, 1), MILLI);

    assertThat(latencies.metrics()).isEmpty();
  }

  @Test
  void deliveriesCountAtTheClientsOfOtherServersAlone() {
    latencies.delivered(0, 2, 90 * MILLI);
    assertThat(latencies.metrics()).isEmpty();

    latencies.delivered(0, 1, 3 * MILLI);
    latencies.delivered(3, 2, 4 * MILLI);

    assertThat(latencies.metrics()).containsOnlyKeys(Metric.ELSEWHERE_P50, Metric.ELSEWHERE_P99);
    assertThat(latencies.metrics().get(Metric.ELSEWHERE_P50)).isCloseTo(3, THREE_DIGITS);
    assertThat(latencies.metrics().get(Metric.ELSEWHERE_P99)).isCloseTo(4, THREE_DIGITS);
  }

  @Test
  void warmUpIsDiscardedButWhatItHasSentIsAcknowledgedLater() {
    latencies.sent(0, 1, 0);
    latencies.sent(0, 2, 0);
    receive(ack(0, 1), 40 * MILLI);
    latencies.delivered(0, 1, 40 * MILLI);
    latencies.reset();
    assertThat(latencies.metrics()).isEmpty();

    receive(ack(0, 2), 6 * MILLI);

    assertThat(latencies.metrics().get(Metric.ACK_P99)).isCloseTo(6, THREE_DIGITS);
  }
}
