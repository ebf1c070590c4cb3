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

/** What is said by the first of a crowd and heard by all of it, in one run. */
public final class MessageExchange implements ClientListener {
  /** What the nicknames of those who take part begin with. */
  public static final char INITIAL = 'u';

  private static final int LONGEST_REMARK = 200;

  private final TalkScenario talk;
  private final MessagePayload mark;
  private final OutgoingMessage utterance;
  private final DeliveryCheck witness;
  private final int[] said;
  private final byte[][] names;
  private final long zero = System.nanoTime();
  private final Latencies latencies = new Latencies();
  private final Latencies late = new Latencies();
  private ClientGroup crowd;
  private boolean open;
  private int guess;
  private String remark = "";
  private long sent;
  private long altered;
  private long others;

  public MessageExchange(TalkScenario talk) {
    this.talk = talk;
    mark = new MessagePayload(talk.size());
    utterance = new OutgoingMessage(talk.speech(), mark);
    witness = new DeliveryCheck(talk.guests(), talk.senders());
    said = new int[talk.senders()];
    names = ConnectRamp.names(INITIAL, talk.guests() + talk.slow());
  }

  /** From now on whoever hears its own message says the next one. */
  void begin(ClientGroup everybody) {
    crowd = everybody;
    open = true;
    for (int sender = 0; sender < talk.senders() && talk.window() > 0; sender++) {
      for (int i = 0; i < talk.window(); i++) {
        say(crowd.guest(sender), System.nanoTime());
      }
      crowd.flush(crowd.guest(sender));
    }
  }

  /** Says what is due, in turn. */
  void sayDue(SendSchedule pace) {
    for (long now = System.nanoTime(); open && pace.isDue(now); now = System.nanoTime()) {
      BenchClient guest = crowd.guest((int) (pace.next() % talk.senders()));
      if (guest.isSeated()) {
        late.record(now - pace.due());
        say(guest, pace.due());
        crowd.flush(guest);
      }
      pace.taken();
    }
  }

  /** Nothing new is said. */
  void end() {
    open = false;
  }

  /** Puts the next message into line for its sender. */
  public void say(BenchClient guest, long due) {
    int sender = guest.number();
    FrameReader.writeText(guest, utterance.say(sender, said[sender]++, due - zero));
    sent++;
  }

  @Override
  public void messageReceived(BenchClient guest, ByteBuffer in, int at, int end, long now) {
    int text = MessagePayload.find(in, at, end, at + guess);
    if (text < 0) {
      other(in, at, end);
      return;
    }
    guess = text - at;
    if (!isWhole(in, at, end, text, now - zero)) {
      altered++;
      return;
    }
    int sender = MessagePayload.sender(in, text);
    if (!witness.hear(guest.number(), sender, MessagePayload.seq(in, text))) {
      return;
    }
    latencies.record(now - zero - MessagePayload.nanos(in, text));
    if (sender == guest.number() && open && talk.window() > 0) {
      say(guest, System.nanoTime());
    }
  }

  private boolean isWhole(ByteBuffer in, int at, int end, int text, long now) {
    if (!mark.isWhole(in, text, end)) {
      return false;
    }
    int sender = MessagePayload.sender(in, text);
    int seq = MessagePayload.seq(in, text);
    return sender < said.length
        && seq >= 0
        && seq < said[sender]
        && MessagePayload.nanos(in, text) <= now
        && talk.speech().surrounds(in, at, end, text, text + mark.size(), names[sender]);
  }

  // Comings and goings, acknowledgements; and refusals, which are worth a remark.
  private void other(ByteBuffer in, int at, int end) {
    others++;
    byte[] words = new byte[Math.min(end - at, LONGEST_REMARK)];
    in.get(at, words);
    String text = new String(words, UTF_8);
    if (text.startsWith("! ") || text.startsWith("{\"type\":\"refused\"")) {
      remark = remark.isEmpty() ? text : remark;
    }
  }

  /** How many frames came that are no messages. */
  long others() {
    return others;
  }

  /** How many messages everybody has heard together. */
  long heard() {
    return witness.heard();
  }

  boolean isAllHeard() {
    return witness.heard() >= sent * talk.guests();
  }

  /** What was until now was practice. */
  void startMeasuring() {
    latencies.reset();
    late.reset();
  }

  Map<Metric, Double> measures() {
    return latencies.measures();
  }

  double latenessP99() {
    return late.percentile(99);
  }

  /**
   * What was wrong until now.
   *
   * @param gone connections that ended without having been asked to
   * @param why the first of them ended, or empty
   */
  Violations findings(long gone, String why) {
    return witness.account(sent).with(altered, gone, remark.isEmpty() ? why : remark);
  }
}
