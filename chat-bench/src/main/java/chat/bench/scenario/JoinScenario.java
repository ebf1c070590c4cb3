package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.HttpReaders;
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
 * Scenario in which a room fills as quickly as possible, and each join is announced to all members.
 * Latency is from the request for the WebSocket to the client's own join event; the rate includes
 * signing in.
 *
 * @param readers the number of further clients that ask for the history, the members and the
 *     summaries of rooms by HTTP all the time
 */
record JoinScenario(
    String name, String description, ServerProcess.Log log, int clients, int readers)
    implements Scenario {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_SECOND = 1e9;

  /** The first letter of the nicknames that are measured. */
  private static final char MEASURED = 'u';

  /** Those of the warm-up; no two of them look alike, as l and i do, and none is a reader's. */
  static final String PRACTICE = "abcdefgijkmnpqrst";

  // 3.5 s, because by default the server shows a member as present for 3 s after it has left.
  private static final Duration LEAVE_GRACE = Duration.ofMillis(3_500);

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    try (ServerProcess server = launcher.open(log);
        HttpReaders reading = new HttpReaders(server.lobby(), readers)) {
      warmUp(server, settings);
      if (readers == 0) {
        return fill(server, server.lobby(), MEASURED);
      }
      reading.start();
      RunOutcome outcome = fill(server, server.lobby(), MEASURED);
      if (reading.perSecond() == 0) {
        throw new IOException("No read was answered: the clients joined beside no readers.");
      }
      return outcome
          .with(Metric.READS, reading.perSecond())
          .with(Metric.READS_REFUSED, reading.refusedPerSecond());
    }
  }

  /**
   * Fills rooms that are not measured until the warm-up has ended, and waits until their members
   * have left.
   */
  private void warmUp(ServerProcess server, RunSettings settings) throws IOException {
    long end = System.nanoTime() + settings.warmUp().toNanos();
    for (int room = 0; room < PRACTICE.length() && System.nanoTime() < end; room++) {
      char initial = PRACTICE.charAt(room);
      RunOutcome warmedUp = fill(server, server.room("practice-" + initial), initial);
      if (!warmedUp.isClean()) {
        throw new IOException("Violations during the warm-up: " + warmedUp.violations());
      }
    }
    Memory.Pause.SLEEP.run(LEAVE_GRACE);
  }

  private RunOutcome fill(ServerProcess server, URI address, char initial) throws IOException {
    var arrivals = new ArrivalCheck(clients);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ClientGroup group = new ClientGroup(address, Subprotocol.PLAIN, arrivals)) {
      CpuUsage before = CpuUsage.now(server.process());
      long start = System.nanoTime();
      new ConnectRamp(group).connect(initial, clients, 0);
      long end = System.nanoTime() + LIMIT.toNanos();
      while (arrivals.received() < arrivals.expected() && System.nanoTime() < end) {
        group.poll(end);
      }
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.putAll(CpuUsage.now(server.process()).since(before, arrivals.received()));
      figures.put(Metric.JOINS, clients / seconds);
      figures.put(Metric.LAST_JOINS, arrivals.rateOfLast(clients / 10));
      figures.putAll(arrivals.latencies().metrics());
      server.memory().exact().ifPresent(kib -> figures.put(Metric.MEMORY, kib / 1024));
      return new RunOutcome(
          figures, arrivals.violations().with(0, group.disconnected(), group.firstError()));
    }
  }
}
