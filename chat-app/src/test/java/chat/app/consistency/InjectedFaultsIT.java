package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.FaultyServer;
import chat.app.consistency.Violation.Kind;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consistency checker finds the faults that are injected. One that never reported a violation
 * would prove nothing.
 */
@Timeout(120)
@Tag("long")
class InjectedFaultsIT {
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final long RUN_MILLIS = 3_000;

  // Short, because with a fault some clients never catch up.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final ChaosRun.Plan withoutFaults = new ChaosRun.Plan(SEED, 6, 30, 0, 0, 0, TIMEOUT);
  private final ChaosRun.Plan withDisconnects = new ChaosRun.Plan(SEED, 6, 30, 60, 0, 200, TIMEOUT);

  @TempDir private Path data;

  private static ServerProcess start(FaultInjection fault, int port, String data)
      throws IOException {
    return FaultyServer.start(
        fault,
        "--port",
        Integer.toString(port),
        "--data",
        data,
        "--message-rate",
        "off",
        "--connections-per-address",
        "off");
  }

  @Test
  void anAcknowledgementBeforeTheCommitIsFound() throws Exception {
    FaultInjection fault = FaultInjection.ACK_BEFORE_COMMIT;
    try (RestartableServer server =
            RestartableServer.of(port -> start(fault, port, data.toString()));
        ChaosRun run = new ChaosRun(withoutFaults, server::port)) {
      run.start();
      run.pause(RUN_MILLIS);
      server.killAndRestart();
      run.awaitMostConnected();
      run.finish();
      assertThat(kinds(run)).contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SEEN_BUT_MISSING);
    }
  }

  @Test
  void aSubscriptionBeforeTheReplayIsFound() throws Exception {
    assertThat(kindsInMemory(FaultInjection.LIVE_BEFORE_REPLAY)).contains(Kind.DUPLICATE);
  }

  @Test
  void aSubscriptionAfterTheReplayIsFound() throws Exception {
    assertThat(kindsInMemory(FaultInjection.LIVE_AFTER_REPLAY)).contains(Kind.GAP);
  }

  private List<Kind> kindsInMemory(FaultInjection fault) throws Exception {
    try (RestartableServer server = RestartableServer.of(port -> start(fault, port, "none"));
        ChaosRun run = new ChaosRun(withDisconnects, server::port)) {
      run.start();
      run.pause(RUN_MILLIS);
      run.finish();
      return kinds(run);
    }
  }

  private static List<Kind> kinds(ChaosRun run) throws Exception {
    List<Kind> kinds = run.check().stream().map(Violation::kind).distinct().toList();
    System.out.println("found " + kinds + ", seed " + SEED + ": " + run.counters());
    return kinds;
  }
}
