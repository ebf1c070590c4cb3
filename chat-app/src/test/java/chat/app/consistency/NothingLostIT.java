package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing twice: many members talk while their connections are cut, stalled and
 * opened again, and while the server is killed, stopped and started again. Afterwards everybody
 * must have the same, all of it, once.
 *
 * <p>{@code -Dchat.check.seed}, {@code .members}, {@code .kills}, {@code .seconds}, {@code .pause}
 * (in milliseconds, between two things that a member says) and {@code .troubles} (out of a thousand
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
  private static final int TROUBLES = Integer.getInteger("chat.check.troubles", 20);
  private static final int LONGS = 2;
  private static final long STALL_MILLIS = 800;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = new Random(SEED);
  private final ChaosRun.Plan plan =
      new ChaosRun.Plan(SEED, MEMBERS, PAUSE_MILLIS, TROUBLES, LONGS, STALL_MILLIS, PATIENCE);

  @TempDir private Path data;

  @Test
  void nothingIsLostWhereConnectionsAreCutAndTheServerIsKilled() throws Exception {
    try (RestartableServer server = RestartableServer.fromModules(data.toString());
        ChaosRun run = new ChaosRun(plan, server::port)) {
      run.start();
      for (int kills = 0; kills < KILLS; kills++) {
        // Sometimes in the middle of everybody's return, sometimes when they talk again.
        run.pause(100 + random.nextInt(2_000));
        server.killAndRestart();
        run.counters().add("killed");
      }
      run.finish();
      server.killAndRestart();
      run.counters().add("killed");
      assertNothingIsWrong(run, server, "killed");
    }
  }

  @Test
  void nothingIsLostWhereTheServerIsStopped() throws Exception {
    try (RestartableServer server = RestartableServer.fromModules(data.toString());
        ChaosRun run = new ChaosRun(plan, server::port)) {
      run.start();
      for (int stops = 0; stops < STOPS; stops++) {
        run.awaitMostConnected();
        run.pause(random.nextInt(2_000));
        assertThat(server.stopAndRestart()).isZero();
        run.counters().add("stopped");
      }
      run.finish();
      assertNothingIsWrong(run, server, "stopped");
      assertThat(run.counters().count("ended by the server with 1012")).isPositive();
      assertThat(run.counters().count("ended by the server with 0"))
          .as("cut without 1012")
          .isZero();
    }
  }

  @Test
  void nothingIsLostInMemoryWhereConnectionsAreCut() throws Exception {
    var wild =
        new ChaosRun.Plan(SEED, MEMBERS, PAUSE_MILLIS, 2 * TROUBLES, LONGS, STALL_MILLIS, PATIENCE);
    try (RestartableServer server = RestartableServer.fromModules("none");
        ChaosRun run = new ChaosRun(wild, server::port)) {
      run.start();
      run.pause(SECONDS * 1000L);
      run.finish();
      assertNothingIsWrong(run, server, "cut");
      assertThat(run.counters().count("ended by the server with 0")).as("cut for nothing").isZero();
    }
  }

  @Test
  void nothingIsLostWhereReadersAreCutBecauseTheyAreTooSlow() throws Exception {
    // Only long messages, so that a stall of some seconds leaves somebody a MiB behind.
    var slow = new ChaosRun.Plan(SEED, 8, 20, 0, 100, 0, PATIENCE);
    try (RestartableServer server = RestartableServer.fromModules(data.toString());
        ChaosRun run = new ChaosRun(slow, server::port)) {
      run.start();
      run.stallHalfOfMembers(SECONDS * 1000L);
      run.pause(SECONDS * 1000L);
      run.finish();
      assertNothingIsWrong(run, server, "slow");
      assertThat(run.counters().count("ended by the server with 0")).as("cut").isPositive();
    }
  }

  private static void assertNothingIsWrong(ChaosRun run, RestartableServer server, String how)
      throws Exception {
    List<Violation> violations = run.check();
    System.out.println(how + ", seed " + SEED + ": " + run.counters());
    assertThat(violations).as("complaints of seed " + SEED).isEmpty();
    assertThat(server.errorOutput()).as("what the server told its operator").isBlank();
    assertThat(run.counters().count("acknowledged")).isPositive();
  }
}
