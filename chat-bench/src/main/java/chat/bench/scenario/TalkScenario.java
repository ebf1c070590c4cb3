package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.SendSchedule;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.CpuUsage;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * Scenario in which some clients send messages and all receive them.
 *
 * @param clients the number of clients that receive
 * @param senders the number of them that send
 * @param size the length of each text, in bytes
 * @param window the messages that each sender has in flight (closed loop); 0 if {@code rate} is set
 * @param rate the messages a second of all senders together (open loop); 0 if {@code window} is set
 * @param slow the number of further clients that never read
 * @param rooms the number of rooms; clients and senders are spread evenly over them
 * @param streams whether those that do not send read a stream by HTTP
 */
public record TalkScenario(
    String name,
    String description,
    ServerProcess.Log log,
    Subprotocol subprotocol,
    int clients,
    int senders,
    int size,
    int window,
    int rate,
    int slow,
    int rooms,
    boolean streams)
    implements Scenario {
  private static final Duration RECOVERY = Duration.ofMillis(100);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  private static final Duration DUPLICATES_WAIT = Duration.ofMillis(200);
  private static final Duration CUT_LIMIT = Duration.ofSeconds(2);

  /** All in one room, by WebSockets. */
  public TalkScenario(
      String name,
      String description,
      ServerProcess.Log log,
      Subprotocol subprotocol,
      int clients,
      int senders,
      int size,
      int window,
      int rate,
      int slow) {
    this(name, description, log, subprotocol, clients, senders, size, window, rate, slow, 1, false);
  }

  @Override
  public String group() {
    return name.startsWith(Scenarios.STREAMS) ? Scenarios.STREAMS : name;
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    try (ServerGroup group = ServerGroup.of(launcher.open(log))) {
      return runOn(group, settings, () -> {});
    }
  }

  /** The server of a client: those of a room are spread, and so are the first ones of all rooms. */
  int serverOf(int client, int servers) {
    return (client / rooms + client % rooms) % servers;
  }

  /** The address of a client's room. */
  URI roomOf(int client, ServerGroup servers) {
    ServerProcess server = servers.server(serverOf(client, servers.size()));
    if (streams && client >= senders) {
      return server.address().resolve("/api/rooms/lobby/stream");
    }
    return rooms == 1 ? server.lobby() : server.room("room" + client % rooms);
  }

  /**
   * Runs once on servers that are already started.
   *
   * @param beforeSending called when all clients have joined, before the first message
   */
  RunOutcome runOn(ServerGroup servers, RunSettings settings, Runnable beforeSending)
      throws IOException {
    var exchange = new MessageExchange(this);
    if (log == ServerProcess.Log.DATABASE) {
      exchange.measure(new ServerLatencies(client -> serverOf(client, servers.size())));
    }
    try (ClientGroup group =
        new ClientGroup(client -> roomOf(client, servers), subprotocol, exchange)) {
      var ramp = new ConnectRamp(group);
      ramp.connect(MessageExchange.INITIAL, clients, slow);
      ramp.awaitQuiet(exchange::otherFrames);
      beforeSending.run();
      return measure(servers, group, exchange, settings);
    }
  }

  private RunOutcome measure(
      ServerGroup servers, ClientGroup group, MessageExchange exchange, RunSettings settings)
      throws IOException {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (SendSchedule schedule =
        new SendSchedule(Math.max(1, rate), System.nanoTime(), group::wake)) {
      if (rate > 0) {
        schedule.start();
      }
      exchange.start(group);
      poll(group, exchange, schedule, settings.warmUp());
      long received = exchange.received();
      CpuUsage before = servers.cpu();
      // Reading the CPU time of all processes takes some milliseconds, in which no client reads.
      // The 100 ms after it are not measured, because that delay is not the server's.
      poll(group, exchange, schedule, RECOVERY);
      exchange.startMeasuring();
      poll(group, exchange, schedule, settings.measured());
      received = exchange.received() - received;
      figures.putAll(exchange.metrics());
      figures.putAll(servers.cpu().since(before, received));
    }
    exchange.end();
    servers.memory().exact().ifPresent(kib -> figures.put(Metric.MEMORY, kib / 1024));
    servers.memory().peak().ifPresent(kib -> figures.put(Metric.PEAK_MEMORY, kib / 1024));
    drain(group, exchange);
    if (rate > 0) {
      figures.put(Metric.CLIENT_LATE, exchange.latenessP99());
    }
    if (slow > 0) {
      figures.put(Metric.SLOW_CUT, (double) group.countCutSlowReaders(CUT_LIMIT));
    }
    return new RunOutcome(figures, exchange.violations(group.disconnected(), group.firstError()));
  }

  private void poll(
      ClientGroup group, MessageExchange exchange, SendSchedule schedule, Duration time)
      throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      if (rate > 0) {
        exchange.sendDue(schedule);
      }
      group.poll(end);
    }
  }

  /** Waits until all clients have received all messages, and 200 ms longer for duplicates. */
  private static void drain(ClientGroup group, MessageExchange exchange) throws IOException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!exchange.isAllReceived() && System.nanoTime() < end && group.joined() > 0) {
      group.poll(end);
    }
    end = System.nanoTime() + DUPLICATES_WAIT.toNanos();
    while (System.nanoTime() < end) {
      group.poll(end);
    }
  }
}
