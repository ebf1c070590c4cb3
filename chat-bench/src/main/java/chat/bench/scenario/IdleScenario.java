package chat.bench.scenario;

import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.MessagePayload;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.CpuUsage;
import chat.bench.measurement.Memory;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import chat.bench.measurement.ServerProcess;
import chat.bench.measurement.Violations;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Scenario of idle connections: the memory of each, and what remains after they have left. At the
 * end one message is sent that all of its room have to receive, so that no dead connection is
 * counted.
 *
 * @param servers the number of servers; more than one share a database
 * @param percent the number of clients, in percent of the setting
 * @param ownRooms whether each client has a room of its own
 */
public record IdleScenario(
    String name,
    String description,
    ServerProcess.Log log,
    int servers,
    int percent,
    boolean ownRooms)
    implements Scenario {
  private static final int OTHER_FILES = 200;
  private static final Duration JOIN_SETTLING = Duration.ofSeconds(30);
  private static final Duration LEAVE_SETTLING = Duration.ofSeconds(30);
  private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(15);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;

  /** One server with its log in memory, and one room. */
  IdleScenario(String name, String description) {
    this(name, description, ServerProcess.Log.MEMORY, 1, 100, false);
  }

  @Override
  public String group() {
    return log == ServerProcess.Log.DATABASE ? Scenarios.SERVERS : name;
  }

  /** The number of connections that the limit of open files allows, at most {@code wanted}. */
  public static int maxClients(int wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(wanted, system.getMaxFileDescriptorCount() - OTHER_FILES)
        : wanted;
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    TalkScenario load = oneMessage(maxClients(settings.idleClients() * percent / 100));
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ServerGroup group = open(launcher)) {
      OptionalDouble before = group.memory().exact();
      Violations violations = connectAll(group, load, settings, before.orElse(0), figures);
      OptionalDouble after = group.memory().steady(LEAVE_SETTLING, Memory.Pause.SLEEP);
      after.ifPresent(kib -> figures.put(Metric.MEMORY_LEFT, kib / KIB_PER_MIB));
      return new RunOutcome(figures, violations);
    }
  }

  private ServerGroup open(ServerLauncher launcher) throws IOException {
    return log == ServerProcess.Log.DATABASE
        ? launcher.openGroup(servers)
        : ServerGroup.of(launcher.open(log));
  }

  private Violations connectAll(
      ServerGroup opened,
      TalkScenario load,
      RunSettings settings,
      double before,
      Map<Metric, Double> figures)
      throws IOException {
    int clients = load.clients();
    var exchange = new MessageExchange(load);
    try (ClientGroup group =
        new ClientGroup(client -> load.roomOf(client, opened), Subprotocol.PLAIN, exchange)) {
      long start = System.nanoTime();
      new ConnectRamp(group).connect(MessageExchange.INITIAL, clients, 0);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.put(Metric.IDLE, (double) clients);
      figures.put(Metric.CONNECTIONS, clients / seconds);
      OptionalDouble now = opened.memory().steady(JOIN_SETTLING, time -> poll(group, time));
      if (now.isPresent()) {
        figures.put(Metric.MEMORY, now.getAsDouble() / KIB_PER_MIB);
        figures.put(Metric.MEMORY_EACH, (now.getAsDouble() - before) / clients);
      }
      if (log == ServerProcess.Log.DATABASE) {
        figures.putAll(cpuWhileIdle(opened, group, settings.measured()));
      }
      exchange.start(group);
      exchange.end();
      long end = System.nanoTime() + MESSAGE_LIMIT.toNanos();
      while (!exchange.isAllReceived() && System.nanoTime() < end) {
        group.poll(end);
      }
      opened.memory().peak().ifPresent(kib -> figures.put(Metric.PEAK_MEMORY, kib / KIB_PER_MIB));
      return exchange.violations(group.disconnected(), group.firstError());
    }
  }

  private static Map<Metric, Double> cpuWhileIdle(
      ServerGroup servers, ClientGroup clients, Duration time) throws IOException {
    CpuUsage before = servers.cpu();
    poll(clients, time);
    Map<Metric, Double> usage = servers.cpu().since(before, 0);
    usage.keySet().removeAll(Set.of(Metric.DELIVERIES, Metric.SERVER_CPU_EACH));
    return usage;
  }

  private TalkScenario oneMessage(int clients) {
    return new TalkScenario(
        name,
        description,
        log,
        Subprotocol.PLAIN,
        clients,
        1,
        MessagePayload.MIN_SIZE,
        1,
        0,
        0,
        ownRooms ? clients : 1,
        false);
  }

  private static void poll(ClientGroup group, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      group.poll(end);
    }
  }
}
