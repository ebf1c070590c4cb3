package chat.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;

/** What is said by the first of a crowd and heard by all of it, in one run. */
final class Conversation implements Occasion {
  /** What the nicknames of those who take part begin with. */
  static final char INITIAL = 'u';

  private static final int LONGEST_REMARK = 200;

  private final Talk talk;
  private final Mark mark;
  private final Utterance utterance;
  private final Witness witness;
  private final int[] said;
  private final byte[][] names;
  private final long zero = System.nanoTime();
  private final Latencies latencies = new Latencies();
  private final Latencies late = new Latencies();
  private Crowd crowd;
  private boolean open;
  private int guess;
  private String remark = "";
  private long sent;
  private long altered;
  private long others;

  Conversation(Talk talk) {
    this.talk = talk;
    mark = new Mark(talk.size());
    utterance = new Utterance(talk.speech(), mark);
    witness = new Witness(talk.guests(), talk.senders());
    said = new int[talk.senders()];
    names = Gathering.names(INITIAL, talk.guests() + talk.slow());
  }

  /** From now on whoever hears its own message says the next one. */
  void begin(Crowd everybody) {
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
  void sayDue(Pace pace) {
    for (long now = System.nanoTime(); open && pace.isDue(now); now = System.nanoTime()) {
      Guest guest = crowd.guest((int) (pace.next() % talk.senders()));
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
  void say(Guest guest, long due) {
    int sender = guest.number();
    Frames.writeText(guest, utterance.say(sender, said[sender]++, due - zero));
    sent++;
  }

  @Override
  public void heard(Guest guest, ByteBuffer in, int at, int end, long now) {
    int text = Mark.find(in, at, end, at + guess);
    if (text < 0) {
      other(in, at, end);
      return;
    }
    guess = text - at;
    if (!isWhole(in, at, end, text, now - zero)) {
      altered++;
      return;
    }
    int sender = Mark.sender(in, text);
    if (!witness.hear(guest.number(), sender, Mark.seq(in, text))) {
      return;
    }
    latencies.record(now - zero - Mark.nanos(in, text));
    if (sender == guest.number() && open && talk.window() > 0) {
      say(guest, System.nanoTime());
    }
  }

  private boolean isWhole(ByteBuffer in, int at, int end, int text, long now) {
    if (!mark.isWhole(in, text, end)) {
      return false;
    }
    int sender = Mark.sender(in, text);
    int seq = Mark.seq(in, text);
    return sender < said.length
        && seq >= 0
        && seq < said[sender]
        && Mark.nanos(in, text) <= now
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

  Map<Measure, Double> measures() {
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
  Findings findings(long gone, String why) {
    return witness.account(sent).with(altered, gone, remark.isEmpty() ? why : remark);
  }
}
