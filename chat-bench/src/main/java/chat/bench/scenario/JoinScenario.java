package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.CpuUsage;
import chat.bench.measurement.Memory;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A room fills as quickly as it can, each coming told to all who are there. Latency is from asking
 * for the WebSocket to hearing oneself come; signing in counts for the rate.
 */
record JoinScenario(String name, String sentence, int guests) implements Scenario {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_SECOND = 1e9;

  // As long as the server by default lets somebody who left count as present, and a little longer.
  private static final Duration LEAVE_GRACE = Duration.ofMillis(3_500);

  @Override
  public RunOutcome run(Venue venue, Effort effort) throws IOException {
    try (ServerProcess room = venue.open(log())) {
      practise(room, effort);
      return fill(room, room.lobby(), 'u');
    }
  }

  /** Fills rooms that nobody looks at until the server is warm, and lets everybody leave. */
  private void practise(ServerProcess room, Effort effort) throws IOException {
    long end = System.nanoTime() + effort.warmUp().toNanos();
    for (char initial = 'a'; initial < 'u' && System.nanoTime() < end; initial++) {
      RunOutcome practice = fill(room, room.room("practice-" + initial), initial);
      if (!practice.isClean()) {
        throw new IOException("Already while it was warmed up: " + practice.findings());
      }
    }
    Memory.Pause.SLEEP.pass(LEAVE_GRACE);
  }

  private RunOutcome fill(ServerProcess room, URI address, char initial) throws IOException {
    var arrivals = new ArrivalCheck(guests);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ClientGroup crowd = new ClientGroup(address, Subprotocol.PLAIN, arrivals)) {
      CpuUsage before = CpuUsage.now(room.process());
      long start = System.nanoTime();
      new ConnectRamp(crowd).admit(initial, guests, 0);
      long end = System.nanoTime() + LIMIT.toNanos();
      while (arrivals.heard() < arrivals.expected() && System.nanoTime() < end) {
        crowd.poll(end);
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.putAll(CpuUsage.now(room.process()).since(before, arrivals.heard()));
      figures.put(Metric.JOINS, guests / seconds);
      figures.put(Metric.LAST_JOINS, arrivals.rateOfLast(guests / 10));
      figures.putAll(arrivals.latencies().measures());
      room.memory().exact().ifPresent(kib -> figures.put(Metric.MEMORY, kib / 1024));
      return new RunOutcome(figures, arrivals.findings().with(0, crowd.gone(), crowd.remark()));
    }
  }
}
