package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No message is lost or duplicated while connections are cut, stalled and opened again, and the
 * server is killed, stopped and restarted: in the end all clients have the same messages, each
 * once.
 *
 * <p>{@code -Dchat.check.seed}, {@code .members}, {@code .kills}, {@code .seconds}, {@code .pause}
 * (in milliseconds, between two requests of a member) and {@code .troubles} (faults in a thousand
 * such pauses) choose the run.
 */
@Timeout(240)
class NothingLostIT {
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final int MEMBERS = Integer.getInteger("chat.check.members", 16);
  private static final int KILLS = Integer.getInteger("chat.check.kills", 8);
  private static final int STOPS = 4;
  private static final int SECONDS = Integer.getInteger("chat.check.seconds", 10);
  private static final long PAUSE_MILLIS = Long.getLong("chat.check.pause", 60);
  private static final int FAULTS_PER_THOUSAND = Integer.getInteger("chat.check.troubles", 20);
  private static final int LONG_MESSAGES_PERCENT = 2;
  private static final long STALL_MILLIS = 800;
  private static final int STALL_SECONDS = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Random random = new Random(SEED);
  private final ChaosRun.Plan plan =
      new ChaosRun.Plan(
          SEED,
          MEMBERS,
          PAUSE_MILLIS,
          FAULTS_PER_THOUSAND,
          LONG_MESSAGES_PERCENT,
          STALL_MILLIS,
          TIMEOUT);

  @TempDir private Path data;

  @Test
  void nothingIsLostWhereConnectionsAreCutAndTheServerIsKilled() throws Exception {
    try (RestartableServer server = RestartableServer.withData(data.toString());
        ChaosRun run = new ChaosRun(plan, server::port)) {
      run.start();
      for (int kills = 0; kills < KILLS; kills++) {
        // Sometimes while the clients reconnect, sometimes when they send again.
        run.pause(100 + random.nextInt(2_000));
        server.killAndRestart();
        run.counters().add("killed");
      }
      run.finish();
      server.killAndRestart();
      run.counters().add("killed");
      assertConsistent(run, server, "killed");
    }
  }

  @Test
  void nothingIsLostWhereTheServerIsStopped() throws Exception {
    try (RestartableServer server = RestartableServer.withData(data.toString());
        ChaosRun run = new ChaosRun(plan, server::port)) {
      run.start();
      for (int stops = 0; stops < STOPS; stops++) {
        run.awaitMostConnected();
        run.pause(random.nextInt(2_000));
        assertThat(server.stopAndRestart()).isZero();
        run.counters().add("stopped");
      }
      run.finish();
      assertConsistent(run, server, "stopped");
      assertThat(run.counters().count("ended by the server with 1012")).isPositive();
      assertThat(run.counters().count("ended by the server with 0"))
          .as("cut without 1012")
          .isZero();
    }
  }

  @Tag("long")
  @Test
  void nothingIsLostInMemoryWhereConnectionsAreCut() throws Exception {
    var plan =
        new ChaosRun.Plan(
            SEED,
            MEMBERS,
            PAUSE_MILLIS,
            2 * FAULTS_PER_THOUSAND,
            LONG_MESSAGES_PERCENT,
            STALL_MILLIS,
            TIMEOUT);
    try (RestartableServer server = RestartableServer.withData("none");
        ChaosRun run = new ChaosRun(plan, server::port)) {
      run.start();
      // Less than the 10,000 entries that are kept in memory, because an older one is not found.
      run.pauseWhileAtMost(9_000, SECONDS * 1000L);
      run.finish();
      assertConsistent(run, server, "cut");
      assertThat(run.counters().count("ended by the server with 0"))
          .as("cut without a reason")
          .isZero();
    }
  }

  @Tag("long")
  @Test
  void nothingIsLostWhereReadersAreCutBecauseTheyAreTooSlow() throws Exception {
    // Only long messages, so that a stall of some seconds leaves more than 1 MiB pending.
    var slowReaders = new ChaosRun.Plan(SEED, 8, 20, 0, 100, 0, TIMEOUT);
    try (RestartableServer server = RestartableServer.withData(data.toString());
        ChaosRun run = new ChaosRun(slowReaders, server::port)) {
      run.start();
      // Several short stalls, because after a long one the members read pages for minutes.
      for (int second = 0; second < SECONDS; second += STALL_SECONDS) {
        run.stallHalfOfMembers(STALL_SECONDS * 1000L);
        run.pause(STALL_SECONDS * 1000L);
      }
      run.finish();
      assertConsistent(run, server, "slow");
      assertThat(run.counters().count("ended by the server with 0")).as("cut").isPositive();
    }
  }

  private static void assertConsistent(ChaosRun run, RestartableServer server, String how)
      throws Exception {
    List<Violation> violations = run.check();
    System.out.println(how + ", seed " + SEED + ": " + run.counters());
    assertThat(violations).as("violations of seed " + SEED).isEmpty();
    assertThat(server.errorOutput().lines().filter(line -> !isExpected(line)))
        .as("error output of the server")
        .isEmpty();
    assertThat(run.counters().count("acknowledged")).isPositive();
  }

  /** Of a stop, or of a machine that is too busy. */
  private static boolean isExpected(String line) {
    return line.endsWith(": the server stops")
        || line.endsWith(": the server has stopped")
        || line.contains(": the process stood still for ");
  }
}
