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
 * Scenario of idle connections: the memory of each, and what remains after they have left. At the
 * end one message is sent that all have to receive, so that no dead connection is counted.
 */
public record IdleScenario(String name, String description) implements Scenario {
  private static final int OTHER_FILES = 200;
  private static final Duration JOIN_SETTLING = Duration.ofSeconds(30);
  private static final Duration LEAVE_SETTLING = Duration.ofSeconds(30);
  private static final Duration MESSAGE_LIMIT = Duration.ofSeconds(15);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double KIB_PER_MIB = 1024;

  /** The number of connections that the limit of open files allows, at most {@code wanted}. */
  public static int maxClients(int wanted) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        ? (int) Math.min(wanted, system.getMaxFileDescriptorCount() - OTHER_FILES)
        : wanted;
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    int clients = maxClients(settings.idleClients());
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ServerProcess server = launcher.open(log())) {
      OptionalDouble before = server.memory().exact();
      Violations violations = connectAll(server, clients, before.orElse(0), figures);
      OptionalDouble after = server.memory().steady(LEAVE_SETTLING, Memory.Pause.SLEEP);
      after.ifPresent(kib -> figures.put(Metric.MEMORY_LEFT, kib / KIB_PER_MIB));
      return new RunOutcome(figures, violations);
    }
  }

  private Violations connectAll(
      ServerProcess server, int clients, double before, Map<Metric, Double> figures)
      throws IOException {
    var exchange = new MessageExchange(oneMessage(clients));
    try (ClientGroup group = new ClientGroup(server.lobby(), Subprotocol.PLAIN, exchange)) {
      long start = System.nanoTime();
      new ConnectRamp(group).connect(MessageExchange.INITIAL, clients, 0);
      double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
      figures.put(Metric.IDLE, (double) clients);
      figures.put(Metric.CONNECTIONS, clients / seconds);
      OptionalDouble now = server.memory().steady(JOIN_SETTLING, time -> poll(group, time));
      if (now.isPresent()) {
        figures.put(Metric.MEMORY, now.getAsDouble() / KIB_PER_MIB);
        figures.put(Metric.MEMORY_EACH, (now.getAsDouble() - before) / clients);
      }
      exchange.start(group);
      exchange.end();
      long end = System.nanoTime() + MESSAGE_LIMIT.toNanos();
      while (!exchange.isAllReceived() && System.nanoTime() < end) {
        group.poll(end);
      }
      server.memory().peak().ifPresent(kib -> figures.put(Metric.PEAK_MEMORY, kib / KIB_PER_MIB));
      return exchange.violations(group.disconnected(), group.firstError());
    }
  }

  private TalkScenario oneMessage(int clients) {
    return new TalkScenario(
        name, description, log(), Subprotocol.PLAIN, clients, 1, MessagePayload.MIN_SIZE, 1, 0, 0);
  }

  private static void poll(ClientGroup group, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      group.poll(end);
    }
  }
}
