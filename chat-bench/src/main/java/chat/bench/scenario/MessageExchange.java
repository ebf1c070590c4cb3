package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.bench.client.BenchClient;
import chat.bench.client.ClientGroup;
import chat.bench.client.ClientListener;
import chat.bench.client.ConnectRamp;
import chat.bench.client.FrameReader;
import chat.bench.client.MessagePayload;
import chat.bench.client.OutgoingMessage;
import chat.bench.client.SendSchedule;
import chat.bench.measurement.DeliveryCheck;
import chat.bench.measurement.Latencies;
import chat.bench.measurement.Metric;
import chat.bench.measurement.Violations;
import java.nio.ByteBuffer;
import java.util.Map;

/** The messages of one run: the first clients of a group send them, all clients receive them. */
public final class MessageExchange implements ClientListener {
  /** The first letter of the clients' nicknames. */
  public static final char INITIAL = 'u';

  private static final int MAX_ERROR_LENGTH = 200;

  private final TalkScenario scenario;
  private final MessagePayload payload;
  private final OutgoingMessage outgoing;
  private final DeliveryCheck deliveries;
  private final int[] sentBy;
  private final byte[][] names;
  private final long zero = System.nanoTime();
  private final Latencies latencies = new Latencies();
  private final Latencies lateness = new Latencies();
  private ClientGroup group;
  private boolean sending;
  private int textOffset;
  private String firstError = "";
  private long sent;
  private long altered;
  private long otherFrames;

  public MessageExchange(TalkScenario scenario) {
    this.scenario = scenario;
    payload = new MessagePayload(scenario.size());
    outgoing = new OutgoingMessage(scenario.subprotocol(), payload);
    deliveries = new DeliveryCheck(scenario.clients(), scenario.senders());
    sentBy = new int[scenario.senders()];
    names = ConnectRamp.names(INITIAL, scenario.clients() + scenario.slow());
  }

  /**
   * Sends a window of messages for each sender; from now on, a sender that receives its own message
   * sends the next.
   */
  void start(ClientGroup clients) {
    group = clients;
    sending = true;
    for (int sender = 0; sender < scenario.senders() && scenario.window() > 0; sender++) {
      for (int i = 0; i < scenario.window(); i++) {
        send(group.client(sender), System.nanoTime());
      }
      group.flush(group.client(sender));
    }
  }

  /** Sends the messages that are due, of one sender after the other. */
  void sendDue(SendSchedule schedule) {
    for (long now = System.nanoTime(); sending && schedule.isDue(now); now = System.nanoTime()) {
      BenchClient client = group.client((int) (schedule.next() % scenario.senders()));
      if (client.isJoined()) {
        lateness.record(now - schedule.due());
        send(client, schedule.due());
        group.flush(client);
      }
      schedule.advance();
    }
  }

  /** Ends the sending; what was sent may still be received. */
  void end() {
    sending = false;
  }

  /** Appends the sender's next message to its outgoing bytes. */
  public void send(BenchClient client, long due) {
    int sender = client.number();
    FrameReader.writeText(client, outgoing.write(sender, sentBy[sender]++, due - zero));
    sent++;
  }

  @Override
  public void messageReceived(BenchClient client, ByteBuffer in, int at, int end, long now) {
    int text = MessagePayload.find(in, at, end, at + textOffset);
    if (text < 0) {
      recordOther(in, at, end);
      return;
    }
    textOffset = text - at;
    if (!isIntact(in, at, end, text, now - zero)) {
      altered++;
      return;
    }
    int sender = MessagePayload.sender(in, text);
    if (!deliveries.record(client.number(), sender, MessagePayload.seq(in, text))) {
      return;
    }
    latencies.record(now - zero - MessagePayload.nanos(in, text));
    if (sender == client.number() && sending && scenario.window() > 0) {
      send(client, System.nanoTime());
    }
  }

  private boolean isIntact(ByteBuffer in, int at, int end, int text, long now) {
    if (!payload.isIntact(in, text, end)) {
      return false;
    }
    int sender = MessagePayload.sender(in, text);
    int seq = MessagePayload.seq(in, text);
    return sender < sentBy.length
        && seq >= 0
        && seq < sentBy[sender]
        && MessagePayload.nanos(in, text) <= now
        && scenario.subprotocol().matches(in, at, end, text, text + payload.size(), names[sender]);
  }

  // Joins, leaves and acknowledgements are only counted; the first refusal is kept as the error.
  private void recordOther(ByteBuffer in, int at, int end) {
    otherFrames++;
    byte[] words = new byte[Math.min(end - at, MAX_ERROR_LENGTH)];
    in.get(at, words);
    String text = new String(words, UTF_8);
    if (text.startsWith("! ") || text.startsWith("{\"type\":\"refused\"")) {
      firstError = firstError.isEmpty() ? text : firstError;
    }
  }

  /** The number of received frames that are no messages. */
  long otherFrames() {
    return otherFrames;
  }

  /** The number of messages that all clients together have received. */
  long received() {
    return deliveries.received();
  }

  boolean isAllReceived() {
    return deliveries.received() >= sent * scenario.clients();
  }

  /** Discards the latencies of the warm-up. */
  void startMeasuring() {
    latencies.reset();
    lateness.reset();
  }

  Map<Metric, Double> metrics() {
    return latencies.metrics();
  }

  double latenessP99() {
    return lateness.percentile(99);
  }

  /**
   * The violations until now.
   *
   * @param disconnected the number of connections that ended by themselves
   * @param reason the reason of the first of these, or empty
   */
  Violations violations(long disconnected, String reason) {
    return deliveries
        .violations(sent)
        .with(altered, disconnected, firstError.isEmpty() ? reason : firstError);
  }
}
