package chat.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A room fills as quickly as it can, each coming told to all who are there. Latency is from asking
 * for the WebSocket to hearing oneself come; signing in counts for the rate.
 */
record Joining(String name, String sentence, int guests) implements Scenario {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_SECOND = 1e9;

  // As long as the server by default lets somebody who left count as present, and a little longer.
  private static final Duration LEAVE_GRACE = Duration.ofMillis(3_500);

  @Override
  public Outcome run(Venue venue, Effort effort) throws IOException {
    try (RunningRoom room = venue.open(log())) {
      practise(room, effort);
      return fill(room, room.lobby(), 'u');
    }
  }

  /** Fills rooms that nobody looks at until the server is warm, and lets everybody leave. */
  private void practise(RunningRoom room, Effort effort) throws IOException {
    long end = System.nanoTime() + effort.warmUp().toNanos();
    for (char initial = 'a'; initial < 'u' && System.nanoTime() < end; initial++) {
      Outcome practice = fill(room, room.room("practice-" + initial), initial);
      if (!practice.isClean()) {
        throw new IOException("Already while it was warmed up: " + practice.findings());
      }
    }
    Memory.Pause.SLEEP.pass(LEAVE_GRACE);
  }

  private Outcome fill(RunningRoom room, URI address, char initial) throws IOException {
    var arrivals = new Arrivals(guests);
    Map<Measure, Double> figures = new EnumMap<>(Measure.class);
    try (Crowd crowd = new Crowd(address, Speech.PLAIN, arrivals)) {
      Usage before = Usage.now(room.process());
      long start = System.nanoTime();
      new Gathering(crowd).admit(initial, guests, 0);
      long end = System.nanoTime() + LIMIT.toNanos();
      while (arrivals.heard() < arrivals.expected() && System.nanoTime() < end) {
        crowd.turn(end);
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.putAll(Usage.now(room.process()).since(before, arrivals.heard()));
      figures.put(Measure.JOINS, guests / seconds);
      figures.put(Measure.LAST_JOINS, arrivals.rateOfLast(guests / 10));
      figures.putAll(arrivals.latencies().measures());
      room.memory().exact().ifPresent(kib -> figures.put(Measure.MEMORY, kib / 1024));
      return new Outcome(figures, arrivals.findings().with(0, crowd.gone(), crowd.remark()));
    }
  }
}
