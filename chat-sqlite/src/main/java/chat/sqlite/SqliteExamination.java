package chat.sqlite;

import chat.core.file.FileId;
import chat.core.log.Finding;
import chat.core.log.TranscriptProvider.Examination;
import chat.core.log.TranscriptProvider.OpenException;
import chat.files.FileErrors;
import chat.sqlite.db.Database;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.db.Schema;
import chat.sqlite.member.SqliteMembers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks the databases of a directory, which a server may be using: it reads them as the server's
 * own readers do, in one snapshot, so that nobody waits for it.
 */
final class SqliteExamination {
  private static final String LOG = "log";
  private static final String SERVER = "server here";

  /** The version of the schema from which messages have files. */
  private static final int WITH_FILES = 2;

  private final Path directory;
  private final List<Finding> findings = new ArrayList<>();
  private final Set<FileId> attached = new HashSet<>();
  private boolean running;

  SqliteExamination(Path directory) {
    this.directory = directory;
  }

  Examination run() {
    Path log = directory.resolve(SqliteProvider.FILE);
    if (Files.notExists(log)) {
      findings.add(
          Finding.warning(
              LOG, "there is no %s yet; a server begins an empty log there.".formatted(log)));
      return new Examination(findings, attached);
    }
    try {
      findRunning();
      examineLog(log);
      examineMembers(directory.resolve(SqliteMembers.FILE));
    } catch (IOException e) {
      findings.add(
          Finding.failed(
              LOG,
              "%s cannot be read (%s); run this as the server's user."
                  .formatted(directory, FileErrors.reason(e))));
    }
    return new Examination(findings, attached);
  }

  private void findRunning() throws IOException {
    running = RollbackGuard.isLocked(directory);
    findings.add(
        running
            ? Finding.ok(SERVER, "one is using the directory")
            : Finding.skipped(SERVER, "none is using the directory"));
  }

  private void examineLog(Path log) throws IOException {
    // Before the log, because a server that runs advances both.
    long expected = RollbackGuard.entries(directory);
    try (Connection connection = open(log)) {
      int version = Schema.CURRENT.check(connection);
      String damage = quickCheck(connection);
      if (!damage.equals("ok")) {
        findings.add(damaged(log, damage));
        return;
      }
      long entries = version == 0 ? 0 : Incarnation.entries(connection);
      findings.add(format(version, entries));
      findings.add(missing(log, entries, expected));
      if (version >= WITH_FILES) {
        readAttached(connection);
      }
    } catch (SQLException e) {
      findings.add(
          FailureReason.of(e).isDamage()
              ? damaged(log, e.getMessage())
              : Finding.failed(
                  LOG,
                  "%s cannot be read (%s); correct that, and run this as the server's user."
                      .formatted(log, e.getMessage())));
    } catch (OpenException e) {
      findings.add(Finding.failed(LOG, e.getMessage()));
    }
  }

  /** Files beside a database are created only where a server has some already. */
  private Connection open(Path file) throws SQLException {
    var database = new Database(file, Database.Settings.DEFAULTS);
    return running || database.journalSize() > 0
        ? database.openReader()
        : database.openUnchanging();
  }

  private static String quickCheck(Connection connection) throws SQLException {
    return new PreparedQuery(connection, "PRAGMA quick_check(1)")
        .queryOne(row -> row.getString(1))
        .orElse("no answer");
  }

  private static Finding damaged(Path log, String how) {
    return Finding.failed(
        LOG,
        "%s is damaged (%s); stop the server, and restore a backup (chat restore)."
            .formatted(log, how));
  }

  private static Finding format(int version, long entries) {
    int current = Schema.CURRENT.migrations().size();
    String text =
        "it has %,d %s and no damage, format %d"
            .formatted(entries, entries == 1 ? "entry" : "entries", version);
    return Finding.ok(
        LOG, version < current ? text + " (the next start converts it to " + current + ")" : text);
  }

  private static Finding missing(Path log, long entries, long expected) {
    return expected > entries
        ? Finding.failed(
            LOG,
            "%s has %,d entries, and there were %,d, so that no server starts; put back the file, with its -wal, or delete %s to go on without the missing ones."
                .formatted(log, entries, expected, log.resolveSibling("chat.mark")))
        : Finding.ok(LOG, "nothing is missing that was there");
  }

  private void readAttached(Connection connection) throws SQLException {
    new PreparedQuery(connection, "SELECT file FROM attachment WHERE detached = 0")
        .visit(row -> {
          FileId.parse(row.getString(1)).ifPresent(attached::add);
          return true;
        });
  }

  private void examineMembers(Path file) {
    if (Files.notExists(file)) {
      return;
    }
    try (Connection connection = open(file)) {
      String damage = quickCheck(connection);
      if (damage.equals("ok")) {
        findings.add(Finding.ok(LOG, file.getFileName() + " has no damage"));
      } else {
        findings.add(damagedMembers(file, damage));
      }
    } catch (SQLException e) {
      findings.add(damagedMembers(file, e.getMessage()));
    }
  }

  private static Finding damagedMembers(Path file, String how) {
    return Finding.warning(
        LOG,
        "%s cannot be used (%s); no message is concerned, and the next start begins a new one."
            .formatted(file, how));
  }
}
