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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The messages of one run: the first clients of a group send them, all clients receive them. */
public final class MessageExchange implements ClientListener {
  /** The first letter of the clients' nicknames. */
  public static final char INITIAL = 'u';

  private static final int MAX_ERROR_LENGTH = 200;

  private final TalkScenario scenario;
  private final MessagePayload payload;
  private final OutgoingMessage outgoing;
  // For each room.
  private final DeliveryCheck[] deliveries;
  private final int[] sentBy;
  private final byte[][] names;
  private final long zero = System.nanoTime();
  private final Latencies latencies = new Latencies();
  private final Latencies lateness = new Latencies();
  private Optional<ServerLatencies> serverLatencies = Optional.empty();
  private ClientGroup group;
  private boolean sending;
  private int textOffset;
  private String firstError = "";
  private final long[] sent;
  private long received;
  private long altered;
  private long otherFrames;

  public MessageExchange(TalkScenario scenario) {
    this.scenario = scenario;
    payload = new MessagePayload(scenario.size());
    outgoing = new OutgoingMessage(scenario.subprotocol(), payload);
    int rooms = scenario.rooms();
    sent = new long[rooms];
    deliveries = new DeliveryCheck[rooms];
    int senders = Math.ceilDiv(scenario.senders(), rooms);
    Arrays.setAll(deliveries, _ -> new DeliveryCheck(scenario.clients() / rooms, senders));
    sentBy = new int[scenario.senders()];
    names = ConnectRamp.names(INITIAL, scenario.clients() + scenario.slow());
  }

  /** Measures more latencies. */
  void measure(ServerLatencies latenciesOfServers) {
    serverLatencies = Optional.of(latenciesOfServers);
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
    serverLatencies.ifPresent(servers -> servers.sent(sender, sentBy[sender], due));
    FrameReader.writeText(client, outgoing.write(sender, sentBy[sender]++, due - zero));
    sent[room(sender)]++;
  }

  private int room(int client) {
    return client % scenario.rooms();
  }

  private int indexInRoom(int client) {
    return client / scenario.rooms();
  }

  @Override
  public void messageReceived(BenchClient client, ByteBuffer in, int at, int end, long now) {
    int text = MessagePayload.find(in, at, end, at + textOffset);
    if (text < 0) {
      recordOther(in, at, end, now);
      return;
    }
    textOffset = text - at;
    int sender = MessagePayload.sender(in, text);
    int room = room(client.number());
    if (!isIntact(in, at, end, text, now - zero) || room(sender) != room) {
      altered++;
      return;
    }
    int seq = MessagePayload.seq(in, text);
    if (!deliveries[room].record(indexInRoom(client.number()), indexInRoom(sender), seq)) {
      return;
    }
    received++;
    long nanos = now - zero - MessagePayload.nanos(in, text);
    latencies.record(nanos);
    serverLatencies.ifPresent(servers -> servers.delivered(sender, client.number(), nanos));
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
  private void recordOther(ByteBuffer in, int at, int end, long now) {
    otherFrames++;
    serverLatencies.ifPresent(servers -> servers.received(in, at, end, now));
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
    return received;
  }

  boolean isAllReceived() {
    return received >= Arrays.stream(sent).sum() * scenario.clients() / scenario.rooms();
  }

  /** Discards the latencies of the warm-up. */
  void startMeasuring() {
    latencies.reset();
    lateness.reset();
    serverLatencies.ifPresent(ServerLatencies::reset);
  }

  Map<Metric, Double> metrics() {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    metrics.putAll(latencies.metrics());
    serverLatencies.ifPresent(servers -> metrics.putAll(servers.metrics()));
    return metrics;
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
    return IntStream.range(0, deliveries.length)
        .mapToObj(room -> deliveries[room].violations(sent[room]))
        .reduce(Violations.NONE, Violations::plus)
        .with(altered, disconnected, firstError.isEmpty() ? reason : firstError);
  }
}
