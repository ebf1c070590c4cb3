package chat.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.TranscriptProvider.OpenException;
import chat.sqlite.SqliteProvider;
import chat.sqlite.SqliteSettings;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of older and newer versions, and other files. */
class SchemaTest {
  @TempDir Path directory;

  private static Schema newer(String... migrations) {
    List<String> all = new ArrayList<>(Schema.CURRENT.migrations());
    all.addAll(List.of(migrations));
    return new Schema(all);
  }

  private TestLog open(Schema schema) {
    SqliteSettings settings = SqliteSettings.DEFAULTS;
    Database database = TestLog.database(directory, settings);
    return new TestLog(SqliteProvider.open(database, schema, InstantSource.system(), settings));
  }

  private List<String> query(String sql) throws SQLException {
    try (SqlClient file = new SqlClient(TestLog.file(directory))) {
      return file.texts(sql);
    }
  }

  @Test
  void anOlderFileIsMigratedAndKeepsItsEntries() throws SQLException {
    String epoch;
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
      log.say("hi");
    }
    assertThat(query("PRAGMA user_version")).containsExactly("3");

    try (TestLog log =
        open(newer("CREATE TABLE added (place INTEGER)", "INSERT INTO added VALUES (7)"))) {
      assertThat(log.epoch()).isEqualTo(epoch);
      assertThat(log.texts()).containsExactly("hi");
      assertThat(log.say("again")).isEqualTo(2);
    }

    assertThat(query("PRAGMA user_version")).containsExactly("5");
    assertThat(query("SELECT place FROM added")).containsExactly("7");
  }

  @Test
  void aFileOfTheFirstVersionIsMigrated() throws SQLException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("hi");
    }
    try (SqlClient file = new SqlClient(TestLog.file(directory))) {
      file.run("DROP TABLE pin; DROP INDEX answer");
      file.run("DROP TABLE attachment; ALTER TABLE said DROP COLUMN files");
      file.run("PRAGMA user_version = 1");
    }

    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.texts()).containsExactly("hi");
      assertThat(log.say("again")).isEqualTo(2);
    }
    assertThat(query("PRAGMA user_version")).containsExactly("3");
  }

  @Test
  void aFileOfTheSecondVersionIsMigratedAndItsAnswersAreCounted() throws SQLException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("hi");
      log.append(new Draft.Say(TestLog.ANN, "", "hello", 1)).seq();
    }
    try (SqlClient file = new SqlClient(TestLog.file(directory))) {
      file.run("DROP TABLE pin; DROP INDEX answer");
      file.run("PRAGMA user_version = 2");
    }

    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.append(new Draft.Pin(TestLog.ANN, "", 1, true)).seq()).isEqualTo(3);
      List<Message> pinned = log.lobby().pinned(Long.MAX_VALUE, TestLog.NO_LIMIT).messages();
      assertThat(pinned).extracting(Message::replies).containsExactly(1);
    }
    assertThat(query("PRAGMA user_version")).containsExactly("3");
  }

  @Test
  void aMigrationThatFailsLeavesTheFileAsItWas() throws SQLException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("hi");
    }

    Schema broken = newer("CREATE TABLE added (place INTEGER)", "NONSENSE");
    assertThatThrownBy(() -> open(broken))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(TestLog.file(directory).toString());

    assertThat(query("PRAGMA user_version")).containsExactly("3");
    assertThat(query("SELECT name FROM sqlite_schema WHERE name = 'added'")).isEmpty();
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.texts()).containsExactly("hi");
    }
  }

  @Test
  void aNewerFileIsRefusedAndNotChanged() throws SQLException, IOException {
    open(newer("CREATE TABLE added (place INTEGER)")).close();
    byte[] before = Files.readAllBytes(TestLog.file(directory));

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessage(
            "The log was written by a newer version of the chat room (its format is 4, this one"
                + " knows 3); start that version, or choose another directory with --data.");

    assertThat(Files.readAllBytes(TestLog.file(directory))).isEqualTo(before);
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.writeString(TestLog.file(directory), "a shopping list, and not a short one ".repeat(200));

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aMissingDirectoryIsRefused() {
    assertThatThrownBy(() -> TestLog.open(directory.resolve("nowhere")))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("nowhere");
  }
}
