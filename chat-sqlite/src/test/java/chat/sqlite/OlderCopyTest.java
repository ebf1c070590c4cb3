package chat.sqlite;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Refusal.Code;
import chat.sqlite.testing.Sql;
import chat.sqlite.testing.Talk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers that were given before are never given again under the same epoch, whatever the owner
 * puts back.
 */
class OlderCopyTest {
  @TempDir Path parent;
  private Path directory;
  private Path copy;
  private String epoch;

  @BeforeEach
  void sayOneThing() throws IOException {
    directory = Files.createDirectory(parent.resolve("data"));
    copy = parent.resolve("copy.db");
    try (Talk talk = Talk.in(directory)) {
      epoch = talk.epoch();
      talk.say("one");
    }
  }

  private void sayMore(String text) {
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.epoch()).isEqualTo(epoch);
      talk.say(text);
    }
  }

  private void hasANewEpochForGood(String... texts) {
    String next;
    try (Talk talk = Talk.in(directory)) {
      next = talk.epoch();
      assertThat(next).isNotEqualTo(epoch);
      assertThat(talk.texts()).containsExactly(texts);
      assertThat(talk.say("after")).isEqualTo(texts.length + 1);
    }
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.epoch()).isEqualTo(next);
    }
  }

  @Test
  void aCopyFromBetweenTwoRuns() throws IOException {
    Files.copy(Talk.file(directory), copy);
    sayMore("two");
    // Into the same file, so that only what is in it can tell.
    Files.write(Talk.file(directory), Files.readAllBytes(copy));

    hasANewEpochForGood("one");
  }

  @Test
  void aCopyFromTheMiddleOfARun() throws IOException, SQLException {
    try (Talk talk = Talk.in(directory);
        Sql sql = new Sql(Talk.file(directory))) {
      talk.say("two");
      sql.run("VACUUM INTO '" + copy + "'");
      talk.say("three");
    }
    Files.write(Talk.file(directory), Files.readAllBytes(copy));

    hasANewEpochForGood("one", "two");
  }

  @Test
  void aWholeFolderFromABackup() throws IOException {
    Path backup = Files.createDirectory(parent.resolve("backup"));
    copyAll(directory, backup);
    sayMore("two");
    Path restored = Files.createDirectory(parent.resolve("restored"));
    copyAll(backup, restored);
    directory = restored;

    hasANewEpochForGood("one");
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), REPLACE_EXISTING);
      }
    }
  }

  @Test
  void aDatabaseWithoutItsMark() throws IOException {
    Files.delete(directory.resolve("chat.mark"));

    hasANewEpochForGood("one");
  }

  @Test
  void aMarkThatCannotBeRead() throws IOException {
    Files.writeString(directory.resolve("chat.mark"), "nonsense \0 12");

    hasANewEpochForGood("one");
  }

  @Test
  void theNewestCopyAfterAnOlderOne() throws IOException {
    Files.copy(Talk.file(directory), copy);
    sayMore("two");
    Path newest = parent.resolve("newest.db");
    Files.copy(Talk.file(directory), newest);
    Files.write(Talk.file(directory), Files.readAllBytes(copy));
    hasANewEpochForGood("one");
    Files.write(Talk.file(directory), Files.readAllBytes(newest));

    hasANewEpochForGood("one", "two");
  }

  @Test
  void anotherDatabaseUnderARunningServer() throws SQLException {
    try (Talk talk = Talk.in(directory);
        Sql sql = new Sql(Talk.file(directory))) {
      talk.say("two");
      sql.run("DELETE FROM said WHERE text = 'two'; UPDATE log SET entries = entries - 1");

      assertThat(talk.trySaying("three").refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(talk.trySaying("three").refusal()).isEqualTo(Code.NOT_KEPT);
    }

    hasANewEpochForGood("one");
  }
}
