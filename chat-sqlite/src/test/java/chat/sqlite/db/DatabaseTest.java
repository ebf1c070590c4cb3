package chat.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the settings of database connections. */
class DatabaseTest {
  private static final int FULL = 2;

  @TempDir Path directory;
  private Database database;

  @BeforeEach
  void createADatabase() throws SQLException {
    var settings = new Database.Settings(Duration.ofMillis(1_234), 777, 333, 55);
    database = new Database(directory.resolve("chat.db"), settings);
    try (Connection writer = database.openWriter();
        Statement statement = writer.createStatement()) {
      statement.executeUpdate("CREATE TABLE t (x)");
      writer.commit();
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + name)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aCommitOfTheWriterIsSyncedToTheJournal() throws SQLException {
    try (Connection writer = database.openWriter()) {
      assertThat(pragma(writer, "synchronous")).isEqualTo("" + FULL);
      assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
    }
  }

  @Test
  void aCheckpointIsSyncedBeforeTheJournalIsReused() throws SQLException {
    try (Connection checkpointer = database.openCheckpointer()) {
      assertThat(pragma(checkpointer, "synchronous")).isEqualTo("" + FULL);
    }
  }

  @Test
  void theWriterOverwritesDeletedText() throws SQLException {
    try (Connection writer = database.openWriter()) {
      assertThat(pragma(writer, "secure_delete")).isEqualTo("1");
    }
  }

  @Test
  void theCachesHaveTheBoundsOfTheSettings() throws SQLException {
    try (Connection writer = database.openWriter();
        Connection reader = database.openReader();
        Connection checkpointer = database.openCheckpointer()) {
      assertThat(pragma(writer, "cache_size")).isEqualTo("-777");
      assertThat(pragma(reader, "cache_size")).isEqualTo("-333");
      assertThat(pragma(checkpointer, "cache_size")).isEqualTo("-333");
    }
  }

  @Test
  void theJournalStartsAnewAfterTheNumberOfPagesOfTheSettings() throws SQLException {
    try (Connection writer = database.openWriter()) {
      assertThat(pragma(writer, "wal_autocheckpoint")).isEqualTo("55");
    }
  }

  @Test
  void theWriterAndReadersWaitForALockAndTheCheckpointerDoesNot() throws SQLException {
    try (Connection writer = database.openWriter();
        Connection reader = database.openReader();
        Connection checkpointer = database.openCheckpointer()) {
      assertThat(pragma(writer, "busy_timeout")).isEqualTo("1234");
      assertThat(pragma(reader, "busy_timeout")).isEqualTo("1234");
      assertThat(pragma(checkpointer, "busy_timeout")).isEqualTo("0");
    }
  }

  @Test
  void noPartOfTheFileIsMapped() throws SQLException {
    try (Connection writer = database.openWriter();
        Connection reader = database.openReader()) {
      assertThat(pragma(writer, "mmap_size")).isEqualTo("0");
      assertThat(pragma(reader, "mmap_size")).isEqualTo("0");
    }
  }

  @Test
  void aReaderCannotWrite() throws SQLException {
    try (Connection reader = database.openReader();
        Statement statement = reader.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aReaderSeesOneSnapshotUntilItRollsBack() throws SQLException {
    try (Connection writer = database.openWriter();
        Statement write = writer.createStatement();
        Connection reader = database.openReader()) {
      var count = new PreparedQuery(reader, "SELECT count(*) FROM t");
      assertThat(count.queryOne(row -> row.getInt(1))).hasValue(0);
      write.executeUpdate("INSERT INTO t VALUES (1)");
      writer.commit();
      assertThat(count.queryOne(row -> row.getInt(1))).hasValue(0);
      reader.rollback();
      assertThat(count.queryOne(row -> row.getInt(1))).hasValue(1);
    }
  }
}
