package chat.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.bench.client.BenchClient;
import chat.bench.client.ClientGroup;
import chat.bench.client.ConnectRamp;
import chat.bench.client.FrameReader;
import chat.bench.client.SendSchedule;
import chat.bench.client.Subprotocol;
import chat.bench.measurement.CpuUsage;
import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Scenario in which the server is killed, and all clients of a room come back with their cursors:
 * every other one misses entries. They begin to connect within 2 s, evenly, and do not wait for
 * each other. Meanwhile the first that is back sends words.
 *
 * @param missed the number of entries that every other client is behind
 */
record ReconnectScenario(String name, String description, int missed) implements Scenario {
  private static final char INITIAL = 'u';
  private static final Duration ATTEMPTS = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int WORDS_PER_SECOND = 5;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public ServerProcess.Log log() {
    return ServerProcess.Log.DURABLE;
  }

  @Override
  public RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException {
    int clients = IdleScenario.maxClients(settings.idleClients());
    var check = new ResumeCheck(clients);
    try (ServerProcess server = launcher.open(log())) {
      List<BenchClient> members;
      try (ClientGroup group = new ClientGroup(server.lobby(), Subprotocol.CHAT_V1, check)) {
        var ramp = new ConnectRamp(group);
        ramp.connect(INITIAL, clients, 0);
        ramp.awaitQuiet(check::frames);
        say(group, check);
        members = group.clients();
        for (BenchClient member : members) {
          check.disconnected(member, member.number() % 2 == 0 ? 0 : missed);
        }
      }
      server.killAndRestart();
      return comeBack(server, members, check);
    }
  }

  /** Says what every other client misses; it is kept when this returns. */
  private void say(ClientGroup group, ResumeCheck check) throws IOException {
    BenchClient speaker = group.client(0);
    for (int number = 0; number < missed; number++) {
      send(group, speaker, "missed" + number);
    }
    long end = System.nanoTime() + LIMIT.toNanos();
    while (check.acknowledged() < missed) {
      pollUntil(end, group, "The entries were not acknowledged");
    }
  }

  private static void send(ClientGroup group, BenchClient speaker, String id) {
    String frame = "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + id + "\"}";
    FrameReader.writeText(speaker, frame.getBytes(US_ASCII));
    group.flush(speaker);
  }

  private RunOutcome comeBack(ServerProcess server, List<BenchClient> members, ResumeCheck check)
      throws IOException {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    try (ClientGroup group =
            new ClientGroup(
                number -> roomOf(server, check.cursor(number)), Subprotocol.CHAT_V1, check);
        SendSchedule words = new SendSchedule(WORDS_PER_SECOND, System.nanoTime(), group::wake)) {
      CpuUsage before = CpuUsage.now(server.process());
      long lastAttempt = connectAll(group, members, words, check);
      figures.put(Metric.ALL_BACK, (check.lastWelcomed() - lastAttempt) / NANOS_PER_MILLI);
      figures.putAll(check.welcomes().metrics());
      figures.put(Metric.HEARD_P50, check.heard().percentile(50));
      figures.put(Metric.HEARD_P99, check.heard().percentile(99));
      figures.putAll(CpuUsage.now(server.process()).since(before, 0));
      figures.remove(Metric.DELIVERIES);
      figures.remove(Metric.SERVER_CPU_EACH);
      server.memory().peak().ifPresent(kib -> figures.put(Metric.MEMORY, kib / 1024));
      return new RunOutcome(
          figures, check.violations().with(0, group.disconnected(), group.firstError()));
    }
  }

  /** Returns when the last one began to connect, once all have received everything. */
  private long connectAll(
      ClientGroup group, List<BenchClient> members, SendSchedule words, ResumeCheck check)
      throws IOException {
    long start = System.nanoTime();
    long end = start + LIMIT.toNanos();
    words.start();
    int next = 0;
    long lastAttempt = start;
    int said = missed;
    while (next < members.size() || !check.isEveryoneAt(said)) {
      long due = (System.nanoTime() - start) * members.size() / ATTEMPTS.toNanos();
      for (; next < Math.min(due, members.size()); next++) {
        group.add(members.get(next));
        lastAttempt = System.nanoTime();
      }
      if (check.welcomed() < members.size() && check.isBack(0) && words.isDue(System.nanoTime())) {
        check.sent(++said, words.due());
        send(group, members.getFirst(), "word" + said);
      }
      while (words.isDue(System.nanoTime())) {
        words.advance();
      }
      pollUntil(end, group, check.toString());
    }
    return lastAttempt;
  }

  private static URI roomOf(ServerProcess server, String cursor) {
    return server.address().resolve("/chat?after=" + cursor);
  }

  private static void pollUntil(long end, ClientGroup group, String failure) throws IOException {
    long now = System.nanoTime();
    if (now > end || group.disconnected() > 0) {
      throw new IOException(
          failure + "; " + group.disconnected() + " ended: " + group.firstError());
    }
    group.poll(now + (long) NANOS_PER_SECOND / 1_000);
  }
}
