package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.bench.measurement.Latencies;
import chat.bench.measurement.Metric;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * Latencies with several servers, from the moment a message was due: until it was acknowledged, and
 * until it was heard by the clients of another server than its sender's.
 */
final class ServerLatencies {
  private static final byte[] ACK = "{\"type\":\"ack\",\"id\":\"".getBytes(US_ASCII);
  private static final int HEX_DIGITS = 8;

  private final IntUnaryOperator serverOfClient;
  private final Map<Long, Long> dues = new HashMap<>();
  private final Latencies acknowledged = new Latencies();
  private final Latencies elsewhere = new Latencies();

  /**
   * @param serverOfClient the server of a client, by its number
   */
  ServerLatencies(IntUnaryOperator serverOfClient) {
    this.serverOfClient = serverOfClient;
  }

  void sent(int sender, int seq, long due) {
    dues.put(key(sender, seq), due);
  }

  private static long key(int sender, int seq) {
    return (long) sender << 32 | seq;
  }

  void delivered(int sender, int receiver, long nanos) {
    if (serverOfClient.applyAsInt(sender) != serverOfClient.applyAsInt(receiver)) {
      elsewhere.record(nanos);
    }
  }

  /** Records an acknowledgement, if the frame is one. */
  void received(ByteBuffer in, int at, int end, long now) {
    int id = at + ACK.length;
    if (id + 2 * HEX_DIGITS > end || !in.slice(at, ACK.length).equals(ByteBuffer.wrap(ACK))) {
      return;
    }
    Long due = dues.remove(key(hex(in, id), hex(in, id + HEX_DIGITS)));
    if (due != null) {
      acknowledged.record(now - due);
    }
  }

  private static int hex(ByteBuffer in, int at) {
    int value = 0;
    for (int i = 0; i < HEX_DIGITS; i++) {
      value = value << 4 | Character.digit(in.get(at + i), 16);
    }
    return value;
  }

  /** Discards the latencies of the warm-up. */
  void reset() {
    acknowledged.reset();
    elsewhere.reset();
  }

  /** The percentiles; only of acknowledgements when there is one server. */
  Map<Metric, Double> metrics() {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    if (!acknowledged.isEmpty()) {
      metrics.put(Metric.ACK_P50, acknowledged.percentile(50));
      metrics.put(Metric.ACK_P99, acknowledged.percentile(99));
    }
    if (!elsewhere.isEmpty()) {
      metrics.put(Metric.ELSEWHERE_P50, elsewhere.percentile(50));
      metrics.put(Metric.ELSEWHERE_P99, elsewhere.percentile(99));
    }
    return metrics;
  }
}
