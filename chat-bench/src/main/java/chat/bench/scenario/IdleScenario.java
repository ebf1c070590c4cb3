package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.MessagePayload;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.Memory;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import chat.bench.measurement.Violations;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Many come, and say nothing: what each of them costs, and what is left of it when they have gone.
 * In the end one word is said, which all have to hear, so that nobody is counted who is not there.
 */
public record IdleScenario(String name, String sentence) implements Scenario {
  private static final int FOR_OTHER_FILES = 200;
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(30);
  private static final Duration WORD_LIMIT = Duration.ofSeconds(15);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;

  /** How many connections this process may have. */
  public static int possible(int wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(wanted, system.getMaxFileDescriptorCount() - FOR_OTHER_FILES)
        : wanted;
  }

  @Override
  public RunOutcome run(Venue venue, Effort effort) throws IOException {
    int guests = possible(effort.crowd());
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ServerProcess room = venue.open(log())) {
      OptionalDouble before = room.memory().exact();
      Violations findings = sit(room, guests, before.orElse(0), figures);
      OptionalDouble left = room.memory().steady(LEAVING, Memory.Pause.SLEEP);
      left.ifPresent(kib -> figures.put(Metric.MEMORY_LEFT, kib / KIB_PER_MIB));
      return new RunOutcome(figures, findings);
    }
  }

  private Violations sit(ServerProcess room, int guests, double before, Map<Metric, Double> figures)
      throws IOException {
    var conversation = new MessageExchange(word(guests));
    try (ClientGroup crowd = new ClientGroup(room.lobby(), Subprotocol.PLAIN, conversation)) {
      long start = System.nanoTime();
      new ConnectRamp(crowd).admit(MessageExchange.INITIAL, guests, 0);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.put(Metric.IDLE, (double) guests);
      figures.put(Metric.CONNECTIONS, guests / seconds);
      OptionalDouble now = room.memory().steady(SETTLING, time -> turns(crowd, time));
      if (now.isPresent()) {
        figures.put(Metric.MEMORY, now.getAsDouble() / KIB_PER_MIB);
        figures.put(Metric.MEMORY_EACH, (now.getAsDouble() - before) / guests);
      }
      conversation.begin(crowd);
      conversation.end();
      long end = System.nanoTime() + WORD_LIMIT.toNanos();
      while (!conversation.isAllHeard() && System.nanoTime() < end) {
        crowd.poll(end);
      }
      room.memory().peak().ifPresent(kib -> figures.put(Metric.PEAK_MEMORY, kib / KIB_PER_MIB));
      return conversation.findings(crowd.gone(), crowd.remark());
    }
  }

  private TalkScenario word(int guests) {
    return new TalkScenario(
        name, sentence, log(), Subprotocol.PLAIN, guests, 1, MessagePayload.LENGTH, 1, 0, 0);
  }

  private static void turns(ClientGroup crowd, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      crowd.poll(end);
    }
  }
}
