package chat.sqlite.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.sqlite.SqliteSettings;
import chat.sqlite.db.EntryKey;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A log with an index, for the tests of both. */
abstract class SearchFixture {
  /** A text that the log does not have: it is gone once the index was built anew. */
  static final String PLANTED = "planted";

  static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;

  Path file() {
    return directory.resolve(SearchIndex.FILE);
  }

  static List<String> found(TestLog log, String typed) {
    return log
        .lobby()
        .search(SearchQuery.of(typed), Long.MAX_VALUE, TestLog.NO_LIMIT)
        .messages()
        .stream()
        .map(Message::text)
        .toList();
  }

  /** The texts in the index, whatever the log has. */
  List<String> indexed() throws SQLException {
    try (SqlClient sql = new SqlClient(file())) {
      return sql.texts("SELECT rtrim(folded, char(1)) FROM text ORDER BY rowid");
    }
  }

  /** A condition that becomes true on its own. */
  interface Condition {
    boolean isTrue() throws Exception;
  }

  static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.isTrue()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  void awaitIndexed(int count) throws Exception {
    await(() -> hasIndexed(count));
  }

  boolean hasIndexed(int count) {
    try {
      return indexed().size() == count;
    } catch (SQLException e) {
      // It is being built.
      return false;
    }
  }

  static SqliteSettings scanning(int maxScanned) {
    return TestSettings.with(TestSettings.search(maxScanned, Duration.ofMillis(250), 3, 10));
  }

  void plant() throws SQLException {
    try (SqlClient sql = new SqlClient(file())) {
      sql.run(
          "INSERT INTO text (rowid, folded) VALUES (" + EntryKey.of(9, 9) + ", '" + PLANTED + "')");
    }
  }
}
