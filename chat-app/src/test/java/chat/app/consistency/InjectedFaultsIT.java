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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A checker that never complains would prove nothing: it must find the faults that are planted. */
@Timeout(120)
class InjectedFaultsIT {
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final long A_WHILE_MILLIS = 3_000;

  // With a fault nobody may ever catch up.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ChaosRun.Plan calm = new ChaosRun.Plan(SEED, 6, 30, 0, 0, 0, PATIENCE);
  private final ChaosRun.Plan rough = new ChaosRun.Plan(SEED, 6, 30, 60, 0, 200, PATIENCE);

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
  void findsThatSomethingIsAcknowledgedBeforeItIsKept() throws Exception {
    FaultInjection fault = FaultInjection.ACK_BEFORE_COMMIT;
    try (RestartableServer server =
            RestartableServer.of(port -> start(fault, port, data.toString()));
        ChaosRun run = new ChaosRun(calm, server::port)) {
      run.start();
      run.pause(A_WHILE_MILLIS);
      server.killAndRestart();
      run.awaitMostConnected();
      run.finish();
      assertThat(kinds(run)).contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SEEN_BUT_MISSING);
    }
  }

  @Test
  void findsThatAConnectionGoesLiveBeforeItsReplay() throws Exception {
    assertThat(kindsInMemory(FaultInjection.LIVE_BEFORE_REPLAY)).contains(Kind.DUPLICATE);
  }

  @Test
  void findsThatAConnectionGoesLiveAfterItsReplay() throws Exception {
    assertThat(kindsInMemory(FaultInjection.LIVE_AFTER_REPLAY)).contains(Kind.GAP);
  }

  private List<Kind> kindsInMemory(FaultInjection fault) throws Exception {
    try (RestartableServer server = RestartableServer.of(port -> start(fault, port, "none"));
        ChaosRun run = new ChaosRun(rough, server::port)) {
      run.start();
      run.pause(A_WHILE_MILLIS);
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
