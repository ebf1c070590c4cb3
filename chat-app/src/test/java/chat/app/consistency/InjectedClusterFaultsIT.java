package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.FaultyServer;
import chat.app.cluster.ServerGroup;
import chat.app.consistency.Violation.Kind;
import chat.postgres.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The consistency checker finds the faults that are injected into three servers of one database, or
 * between them and it. Where the servers themselves are sound, it finds nothing.
 */
@Tag("postgres")
@Tag("long")
@Timeout(120)
class InjectedClusterFaultsIT {
  private static final int SERVERS = 3;
  private static final int MEMBERS = 6;
  private static final int ROUNDS = 12;
  private static final long ROUND_MILLIS = 250;
  private static final String LAST_ENTRIES = "SELECT name, last FROM room WHERE name";
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));

  // Short, because with a fault some clients never catch up.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ChaosRun.Plan plan = new ChaosRun.Plan(SEED, MEMBERS, 60, 0, 0, 0, TIMEOUT);

  private interface Fault {
    void inject(int round) throws Exception;
  }

  private static ServerGroup startServers() throws Exception {
    return new ServerGroup(SERVERS);
  }

  private static ServerGroup startServers(FaultInjection fault) throws Exception {
    return new ServerGroup(
        (port, database, flags) -> FaultyServer.startWithDatabase(fault, port, database, flags),
        SERVERS);
  }

  private List<Kind> kinds(ServerGroup group, Fault fault) throws Exception {
    try (ChaosRun run = new ChaosRun(plan, group.balancer()::port)) {
      run.start();
      for (int round = 0; round < ROUNDS; round++) {
        run.pause(ROUND_MILLIS);
        fault.inject(round);
      }
      run.finish();
      List<Kind> kinds = run.check().stream().map(Violation::kind).distinct().toList();
      System.out.println("found " + kinds + ", seed " + SEED + ": " + run.counters());
      assertThat(run.counters().count("acknowledged")).isGreaterThan(MEMBERS);
      return kinds;
    }
  }

  /** PostgreSQL itself answers before the commit is on its disk, and is killed then. */
  @Test
  void anAcknowledgementBeforeTheCommitIsFound() throws Exception {
    try (ServerGroup group = startServers()) {
      PostgresServer.execute(group.location(), "ALTER SYSTEM SET synchronous_commit = off");
      PostgresServer.execute(group.location(), "ALTER SYSTEM SET wal_writer_delay = '10s'");
      PostgresServer.execute(group.location(), "SELECT pg_reload_conf()");
      Fault kill =
          round -> {
            if (round == ROUNDS / 2) {
              group.database().kill();
              group.database().start();
            }
          };
      assertThat(kinds(group, kill)).contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.EPOCH_CHANGED);
    }
  }

  @Test
  void notKeptAfterAnUnknownOutcomeIsFound() throws Exception {
    try (ServerGroup group = startServers(FaultInjection.NOT_KEPT_AFTER_TIMEOUT)) {
      assertThat(kinds(group, round -> loseAnswer(group, round))).contains(Kind.REFUSED_BUT_KEPT);
    }
  }

  @Test
  void serversThatWaitForTheOutcomeAreSound() throws Exception {
    try (ServerGroup group = startServers()) {
      assertThat(kinds(group, round -> loseAnswer(group, round))).isEmpty();
      assertThat(group.servers())
          .anySatisfy(server -> assertThat(server.link().lost()).isPositive());
    }
  }

  private static void loseAnswer(ServerGroup group, int round) {
    group.server(round % SERVERS).link().loseAnswers(1);
  }

  /**
   * Without notices and without the comparison, nobody hears the last messages of other servers.
   */
  @Test
  void aMissingComparisonIsFound() throws Exception {
    try (ServerGroup group = startServers()) {
      suppressNotices(group);
      group
          .servers()
          .forEach(server ->
              server
                  .link()
                  .replace(
                      LAST_ENTRIES, LAST_ENTRIES.replace("name, last FROM", "name, 0    FROM")));
      assertThat(kinds(group, reconnecting(group))).contains(Kind.GAP);
    }
  }

  @Test
  void serversThatCompareAreSoundWithoutNotices() throws Exception {
    try (ServerGroup group = startServers()) {
      suppressNotices(group);
      assertThat(kinds(group, reconnecting(group))).isEmpty();
    }
  }

  private static void suppressNotices(ServerGroup group) {
    group.servers().forEach(server -> server.link().suppressNotices());
  }

  /** At the beginning, because statements that are prepared already would stay as they are. */
  private static Fault reconnecting(ServerGroup group) {
    return round -> {
      if (round == 0) {
        for (ServerGroup.Server server : group.servers()) {
          server.link().silence();
          server.link().restore();
        }
      }
    };
  }

  @Test
  void aNoticeThatIsTakenForTheTruthIsFound() throws Exception {
    try (ServerGroup group = startServers(FaultInjection.NOTICE_AS_TRUTH)) {
      assertThat(kinds(group, round -> sendUntrueNotice(group))).contains(Kind.GAP);
    }
  }

  @Test
  void serversThatReadWhatANoticeNamesAreSound() throws Exception {
    try (ServerGroup group = startServers()) {
      assertThat(kinds(group, round -> sendUntrueNotice(group))).isEmpty();
    }
  }

  /** A notice about entries that are not committed. */
  private static void sendUntrueNotice(ServerGroup group) throws Exception {
    String next = "(SELECT max(last) + 100 FROM chat.room WHERE name = 'lobby')";
    PostgresServer.execute(
        group.location(), "SELECT pg_notify('chat', E'somebody\\ne\\tlobby\\t' || " + next + ")");
  }
}
