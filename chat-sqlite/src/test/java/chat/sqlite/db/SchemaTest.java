package chat.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.TranscriptProvider.OpenException;
import chat.sqlite.SqliteProvider;
import chat.sqlite.testing.Sql;
import chat.sqlite.testing.Talk;
import chat.sqlite.write.CommitQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of older and newer versions, and files that are no log at all. */
class SchemaTest {
  @TempDir Path directory;

  private static Schema newer(String... steps) {
    List<String> all = new ArrayList<>(Schema.CURRENT.steps());
    all.addAll(List.of(steps));
    return new Schema(all);
  }

  private Talk open(Schema schema) {
    return new Talk(
        SqliteProvider.open(
            new Database(Talk.file(directory)),
            schema,
            InstantSource.system(),
            CommitQueue.WAITING));
  }

  private List<String> query(String sql) throws SQLException {
    try (Sql file = new Sql(Talk.file(directory))) {
      return file.texts(sql);
    }
  }

  @Test
  void anOlderFileIsBroughtUpToDateAndKeepsWhatIsInIt() throws SQLException {
    String epoch;
    try (Talk talk = Talk.in(directory)) {
      epoch = talk.epoch();
      talk.say("hi");
    }
    assertThat(query("PRAGMA user_version")).containsExactly("1");

    try (Talk talk =
        open(newer("CREATE TABLE pinned (place INTEGER)", "INSERT INTO pinned VALUES (7)"))) {
      assertThat(talk.epoch()).isEqualTo(epoch);
      assertThat(talk.texts()).containsExactly("hi");
      assertThat(talk.say("again")).isEqualTo(2);
    }

    assertThat(query("PRAGMA user_version")).containsExactly("3");
    assertThat(query("SELECT place FROM pinned")).containsExactly("7");
  }

  @Test
  void aStepThatFailsLeavesTheFileAsItWas() throws SQLException {
    try (Talk talk = Talk.in(directory)) {
      talk.say("hi");
    }

    Schema broken = newer("CREATE TABLE pinned (place INTEGER)", "NONSENSE");
    assertThatThrownBy(() -> open(broken))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(Talk.file(directory).toString());

    assertThat(query("PRAGMA user_version")).containsExactly("1");
    assertThat(query("SELECT name FROM sqlite_schema WHERE name = 'pinned'")).isEmpty();
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.texts()).containsExactly("hi");
    }
  }

  @Test
  void aNewerFileIsRefusedAndNotTouched() throws SQLException, IOException {
    open(newer("CREATE TABLE pinned (place INTEGER)")).close();
    byte[] before = Files.readAllBytes(Talk.file(directory));

    assertThatThrownBy(() -> Talk.in(directory))
        .isInstanceOf(OpenException.class)
        .hasMessage(
            "The log was written by a newer version of the chat room (its format is 2, this one"
                + " knows 1); start that version, or choose another directory with --data.");

    assertThat(Files.readAllBytes(Talk.file(directory))).isEqualTo(before);
  }

  @Test
  void aFileThatIsNoLogIsRefused() throws IOException {
    Files.writeString(Talk.file(directory), "a shopping list, and not a short one ".repeat(200));

    assertThatThrownBy(() -> Talk.in(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void aFolderThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Talk.in(directory.resolve("nowhere")))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("nowhere");
  }
}
