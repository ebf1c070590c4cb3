package chat.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Some talk, everybody listens.
 *
 * @param guests how many listen
 * @param senders how many of them talk
 * @param size how long each text is, in bytes
 * @param window how many of its own messages each sender has under way; 0 when {@code rate} counts
 * @param rate how many messages a second are due, of all senders; 0 when {@code window} counts
 * @param slow how many more are there who never read
 */
record Talk(
    String name,
    String sentence,
    RunningRoom.Log log,
    Speech speech,
    int guests,
    int senders,
    int size,
    int window,
    int rate,
    int slow)
    implements Scenario {
  private static final Duration RECOVERY = Duration.ofMillis(100);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final Duration AFTERWARDS = Duration.ofMillis(200);
  private static final Duration CUT_LIMIT = Duration.ofSeconds(2);

  @Override
  public Outcome run(Venue venue, Effort effort) throws IOException {
    try (RunningRoom room = venue.open(log)) {
      return in(room, effort, () -> {});
    }
  }

  /**
   * One run in a room that is open already.
   *
   * @param beside done when all are there, before anything is said
   */
  Outcome in(RunningRoom room, Effort effort, Runnable beside) throws IOException {
    var conversation = new Conversation(this);
    try (Crowd crowd = new Crowd(room.lobby(), speech, conversation)) {
      var gathering = new Gathering(crowd);
      gathering.admit(Conversation.INITIAL, guests, slow);
      gathering.settle(conversation::others);
      beside.run();
      return talk(room, crowd, conversation, effort);
    }
  }

  private Outcome talk(RunningRoom room, Crowd crowd, Conversation conversation, Effort effort)
      throws IOException {
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    try (Pace pace = new Pace(Math.max(1, rate), System.nanoTime(), crowd::wake)) {
      if (rate > 0) {
        pace.start();
      }
      conversation.begin(crowd);
      pass(crowd, conversation, pace, effort.warmUp());
      long heard = conversation.heard();
      Usage before = Usage.now(room.process());
      // To look at all processes takes some milliseconds, in which nobody reads: not the server's.
      pass(crowd, conversation, pace, RECOVERY);
      conversation.startMeasuring();
      pass(crowd, conversation, pace, effort.measured());
      heard = conversation.heard() - heard;
      figures.putAll(conversation.measures());
      figures.putAll(Usage.now(room.process()).since(before, heard));
    }
    conversation.end();
    room.memory().exact().ifPresent(kib -> figures.put(Measure.MEMORY, kib / 1024));
    room.memory().peak().ifPresent(kib -> figures.put(Measure.PEAK_MEMORY, kib / 1024));
    drain(crowd, conversation);
    if (rate > 0) {
      figures.put(Measure.CLIENT_LATE, conversation.latenessP99());
    }
    if (slow > 0) {
      figures.put(Measure.SLOW_CUT, (double) crowd.cut(CUT_LIMIT));
    }
    return new Outcome(figures, conversation.findings(crowd.gone(), crowd.remark()));
  }

  private void pass(Crowd crowd, Conversation conversation, Pace pace, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (rate > 0) {
        conversation.sayDue(pace);
      }
      crowd.turn(end);
    }
  }

  /** Whatever was said has to reach everybody, and after that nothing more. */
  private static void drain(Crowd crowd, Conversation conversation) throws IOException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!conversation.isAllHeard() && System.nanoTime() < end && crowd.seated() > 0) {
      crowd.turn(end);
    }
    end = System.nanoTime() + AFTERWARDS.toNanos();
    while (System.nanoTime() < end) {
      crowd.turn(end);
    }
  }
}
