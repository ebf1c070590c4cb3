package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.cluster.RoundRobinBalancer;
import chat.app.consistency.Violation.Kind;
import chat.app.testing.ServerProcess;
import chat.core.log.TranscriptProvider.Location;
import chat.postgres.testing.PostgresServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three servers whose database is killed, and whose standby is promoted: with synchronous
 * replication nothing is lost; without it, the clients read everything anew.
 */
@Tag("postgres")
@Timeout(180)
@Tag("long")
class FailoverIT {
  private static final int SERVERS = 3;
  private static final int MEMBERS = 6;
  // Each fourth member has two, and one member only listens.
  private static final int CLIENTS = 8;
  private static final int MESSAGES = 50;
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(20);

  private final ChaosRun.Plan plan = new ChaosRun.Plan(SEED, MEMBERS, 60, 0, 0, 0, TIMEOUT);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();
  private PostgresServer primary;
  private PostgresServer standby;
  private Location database;

  @BeforeEach
  void startDatabases() throws Exception {
    primary = open(new PostgresServer());
    database = primary.create();
    standby = open(primary.startStandby());
    awaitReplication("streaming", "state");
  }

  /** Of the standby, as the primary sees it. */
  private void awaitReplication(String state, String column) throws Exception {
    String query =
        "SELECT count(*) FROM pg_stat_replication WHERE " + column + " = '" + state + "'";
    long limit = System.nanoTime() + TIMEOUT.toNanos();
    while (!PostgresServer.query(database, query).equals("1")) {
      assertThat(System.nanoTime()).as(column + " " + state).isLessThan(limit);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private RoundRobinBalancer startServers() throws Exception {
    Location both = new Location(bothHosts(), database.password());
    for (int i = 0; i < SERVERS; i++) {
      ports.add(
          open(RestartableServer.of(port ->
              ServerProcess.startWithDatabase(
                  port, both, "--message-rate", "off", "--connections-per-address", "off")))
              .port());
    }
    return open(new RoundRobinBalancer(ports));
  }

  private URI bothHosts() {
    String name = database.uri().getPath().substring(1);
    return URI.create(
        database.uri().toString().replace("/" + name, "," + address(standby) + "/" + name));
  }

  private static String address(PostgresServer server) {
    URI uri = server.location("any").uri();
    return uri.getHost() + ":" + uri.getPort();
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  private void failOver() throws Exception {
    long start = System.nanoTime();
    primary.kill();
    standby.promote();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.println("killed and promoted in " + took.toMillis() + " ms");
  }

  @Test
  void nothingIsLostWhereTheStandbyIsSynchronous() throws Exception {
    String any = "ANY 1 (" + PostgresServer.STANDBY + ", b)";
    setOf(primary, "synchronous_standby_names", any);
    awaitReplication("quorum", "sync_state");
    RoundRobinBalancer balancer = startServers();
    try (ChaosRun run = new ChaosRun(plan, balancer::port)) {
      run.start();
      assertThat(run.awaitAcknowledged(MESSAGES)).isTrue();
      failOver();
      long start = System.nanoTime();
      assertThat(run.awaitAcknowledged(MESSAGES)).as("the room goes on").isTrue();
      System.out.println("went on within " + Duration.ofNanos(System.nanoTime() - start));
      run.finish();
      List<Violation> violations = run.check();
      System.out.println("synchronous, seed " + SEED + ": " + run.counters());
      assertThat(violations).isEmpty();
      assertThat(run.counters().count("ended by the server with 1012")).isZero();
    }
  }

  @Test
  void clientsReadEverythingAnewWhereTheStandbyHasNotReceivedAll() throws Exception {
    RoundRobinBalancer balancer = startServers();
    try (ChaosRun run = new ChaosRun(plan, balancer::port)) {
      run.start();
      assertThat(run.awaitAcknowledged(MESSAGES)).isTrue();
      setOf(standby, "primary_conninfo", "");
      PostgresServer.execute(
          primary.location("postgres"),
          "SELECT pg_terminate_backend(pid) FROM pg_stat_replication");
      assertThat(run.awaitAcknowledged(MESSAGES)).as("which are lost").isTrue();
      failOver();
      run.finish();
      List<Kind> kinds = run.check().stream().map(Violation::kind).toList();
      System.out.println("asynchronous, seed " + SEED + ": " + run.counters());
      assertThat(kinds).contains(Kind.ACKNOWLEDGED_BUT_MISSING);
      assertThat(kinds).filteredOn(Kind.EPOCH_CHANGED::equals).hasSizeGreaterThanOrEqualTo(CLIENTS);
      assertThat(run.counters().count("ended by the server with 1012"))
          .isGreaterThanOrEqualTo(CLIENTS);
      assertThat(run.counters().count("ended by the server with 0")).isZero();
      assertThat(run.counters().count("resumed")).isZero();
    }
  }

  private static void setOf(PostgresServer server, String setting, String value) throws Exception {
    Location any = server.location("postgres");
    PostgresServer.execute(any, "ALTER SYSTEM SET " + setting + " = '" + value + "'");
    PostgresServer.execute(any, "SELECT pg_reload_conf()");
  }
}
