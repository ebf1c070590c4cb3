package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.SendSchedule;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.CpuUsage;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
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
public record TalkScenario(
    String name,
    String sentence,
    ServerProcess.Log log,
    Subprotocol speech,
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
  public RunOutcome run(Venue venue, Effort effort) throws IOException {
    try (ServerProcess room = venue.open(log)) {
      return in(room, effort, () -> {});
    }
  }

  /**
   * One run in a room that is open already.
   *
   * @param beside done when all are there, before anything is said
   */
  RunOutcome in(ServerProcess room, Effort effort, Runnable beside) throws IOException {
    var conversation = new MessageExchange(this);
    try (ClientGroup crowd = new ClientGroup(room.lobby(), speech, conversation)) {
      var gathering = new ConnectRamp(crowd);
      gathering.admit(MessageExchange.INITIAL, guests, slow);
      gathering.awaitQuiet(conversation::others);
      beside.run();
      return talk(room, crowd, conversation, effort);
    }
  }

  private RunOutcome talk(
      ServerProcess room, ClientGroup crowd, MessageExchange conversation, Effort effort)
      throws IOException {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (SendSchedule pace = new SendSchedule(Math.max(1, rate), System.nanoTime(), crowd::wake)) {
      if (rate > 0) {
        pace.start();
      }
      conversation.begin(crowd);
      pass(crowd, conversation, pace, effort.warmUp());
      long heard = conversation.heard();
      CpuUsage before = CpuUsage.now(room.process());
      // To look at all processes takes some milliseconds, in which nobody reads: not the server's.
      pass(crowd, conversation, pace, RECOVERY);
      conversation.startMeasuring();
      pass(crowd, conversation, pace, effort.measured());
      heard = conversation.heard() - heard;
      figures.putAll(conversation.measures());
      figures.putAll(CpuUsage.now(room.process()).since(before, heard));
    }
    conversation.end();
    room.memory().exact().ifPresent(kib -> figures.put(Metric.MEMORY, kib / 1024));
    room.memory().peak().ifPresent(kib -> figures.put(Metric.PEAK_MEMORY, kib / 1024));
    drain(crowd, conversation);
    if (rate > 0) {
      figures.put(Metric.CLIENT_LATE, conversation.latenessP99());
    }
    if (slow > 0) {
      figures.put(Metric.SLOW_CUT, (double) crowd.cut(CUT_LIMIT));
    }
    return new RunOutcome(figures, conversation.findings(crowd.gone(), crowd.remark()));
  }

  private void pass(
      ClientGroup crowd, MessageExchange conversation, SendSchedule pace, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (rate > 0) {
        conversation.sayDue(pace);
      }
      crowd.poll(end);
    }
  }

  /** Whatever was said has to reach everybody, and after that nothing more. */
  private static void drain(ClientGroup crowd, MessageExchange conversation) throws IOException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!conversation.isAllHeard() && System.nanoTime() < end && crowd.seated() > 0) {
      crowd.poll(end);
    }
    end = System.nanoTime() + AFTERWARDS.toNanos();
    while (System.nanoTime() < end) {
      crowd.poll(end);
    }
  }
}
