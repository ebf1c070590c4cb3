package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.BackupRun;
import chat.core.log.Cursor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup of a server that is written to has every entry up to its cursor, all that were
 * acknowledged before it among them; a page that is open reads the restored room anew.
 */
@Timeout(60)
class BackupIT {
  private static final ChaosRun.Plan PLAN =
      new ChaosRun.Plan(17, 6, 10, 0, 2, 0, Duration.ofSeconds(20));

  @TempDir private Path directory;

  @Test
  void everyEntryUpToTheCursorOfABackupIsRestored() throws Exception {
    Path data = directory.resolve("data");
    Path restored = directory.resolve("restored");
    Path backup = directory.resolve("backup.zip");
    try (RestartableServer server = RestartableServer.withData(data.toString());
        ChaosRun run = new ChaosRun(PLAN, server::port)) {
      run.start();
      assertThat(run.awaitAcknowledged(200)).isTrue();
      long before = run.lastAcknowledged();

      BackupRun.backup(data, backup);
      assertThat(run.awaitAcknowledged(50)).isTrue();
      run.finish();
      BackupRun.restore(backup, restored);

      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
          .isEqualTo("rw-------");
      try (RestartableServer copy = RestartableServer.withData(restored.toString())) {
        assertConsistent(run, copy, before);
        assertPageBeginsAnew(run, copy);
      }
    }
  }

  private static void assertConsistent(ChaosRun run, RestartableServer copy, long before)
      throws Exception {
    var client = new ChatHttpClient(copy::port, run.counters(), run::pause);
    ClientLog newcomer = new WholeRoomReader(client, copy::port).read();
    Cursor end = newcomer.events(ClientEvent.Welcomed.class).getFirst().current();
    List<ClientLog> prefixes = run.logs().stream().map(log -> LogPrefix.of(log, end)).toList();
    assertThat(ConsistencyChecker.check(prefixes, newcomer)).isEmpty();
    assertThat(end.seq()).isBetween(before, run.lastAcknowledged() - 1);
  }

  /** With the cookie and the cursor of a page that was open at the other server. */
  private static void assertPageBeginsAnew(ChaosRun run, RestartableServer copy) throws Exception {
    ChaosRun.OpenPage page = run.page();
    String path = "/chat?after=" + page.cursor();
    try (FaultySocket socket = FaultySocket.open(copy.port(), path, page.cookie())) {
      JsonFrame welcome = JsonFrame.of(socket.read().orElseThrow());
      assertThat(welcome.type()).isEqualTo("welcome");
      assertThat(welcome.flag("resumed")).isFalse();
      assertThat(welcome.cursor().epoch()).isNotEqualTo(page.cursor().epoch());
    }
  }
}
