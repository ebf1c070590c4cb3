package chat.bench;

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
record Idle(String name, String sentence) implements Scenario {
  private static final int FOR_OTHER_FILES = 200;
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(30);
  private static final Duration WORD_LIMIT = Duration.ofSeconds(15);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;

  /** How many connections this process may have. */
  static int possible(int wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(wanted, system.getMaxFileDescriptorCount() - FOR_OTHER_FILES)
        : wanted;
  }

  @Override
  public Outcome run(Venue venue, Effort effort) throws IOException {
    int guests = possible(effort.crowd());
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    try (RunningRoom room = venue.open(log())) {
      OptionalDouble before = room.memory().exact();
      Findings findings = sit(room, guests, before.orElse(0), figures);
      OptionalDouble left = room.memory().steady(LEAVING, Memory.Pause.SLEEP);
      left.ifPresent(kib -> figures.put(Measure.MEMORY_LEFT, kib / KIB_PER_MIB));
      return new Outcome(figures, findings);
    }
  }

  private Findings sit(RunningRoom room, int guests, double before, Map<Measure, Double> figures)
      throws IOException {
    var conversation = new Conversation(word(guests));
    try (Crowd crowd = new Crowd(room.lobby(), Speech.PLAIN, conversation)) {
      long start = System.nanoTime();
      new Gathering(crowd).admit(Conversation.INITIAL, guests, 0);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.put(Measure.IDLE, (double) guests);
      figures.put(Measure.CONNECTIONS, guests / seconds);
      OptionalDouble now = room.memory().steady(SETTLING, time -> turns(crowd, time));
      if (now.isPresent()) {
        figures.put(Measure.MEMORY, now.getAsDouble() / KIB_PER_MIB);
        figures.put(Measure.MEMORY_EACH, (now.getAsDouble() - before) / guests);
      }
      conversation.begin(crowd);
      conversation.end();
      long end = System.nanoTime() + WORD_LIMIT.toNanos();
      while (!conversation.isAllHeard() && System.nanoTime() < end) {
        crowd.turn(end);
      }
      room.memory().peak().ifPresent(kib -> figures.put(Measure.PEAK_MEMORY, kib / KIB_PER_MIB));
      return conversation.findings(crowd.gone(), crowd.remark());
    }
  }

  private Talk word(int guests) {
    return new Talk(name, sentence, log(), Speech.PLAIN, guests, 1, Mark.LENGTH, 1, 0, 0);
  }

  private static void turns(Crowd crowd, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      crowd.turn(end);
    }
  }
}
