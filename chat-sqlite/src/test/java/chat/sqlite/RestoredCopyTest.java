package chat.sqlite;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Refusal.Code;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.MentionBatch.Mentioned;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No sequence number is given twice under the same epoch, whatever copy the owner restores. */
class RestoredCopyTest {
  @TempDir Path parent;
  private Path directory;
  private Path copy;
  private String epoch;

  @BeforeEach
  void sayOneThing() throws IOException {
    directory = Files.createDirectory(parent.resolve("data"));
    copy = parent.resolve("copy.db");
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
      log.say("one");
    }
  }

  private void sayMore(String text) {
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.epoch()).isEqualTo(epoch);
      log.say(text);
    }
  }

  private void assertNewEpoch(String... texts) {
    String next;
    try (TestLog log = TestLog.open(directory)) {
      next = log.epoch();
      assertThat(next).isNotEqualTo(epoch);
      assertThat(log.texts()).containsExactly(texts);
      assertThat(log.say("after")).isEqualTo(texts.length + 1);
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.epoch()).isEqualTo(next);
    }
  }

  /** Fewer entries than there were are for the owner to accept. */
  private void assertRefusedUntilTheMarkIsDeleted(int present, int expected) throws IOException {
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(" has " + present + " entries, and there were " + expected);
    Files.delete(directory.resolve("chat.mark"));
  }

  @Test
  void aLogThatWasDeletedIsNotBegunAnewWithoutAWord() throws IOException {
    Files.write(directory.resolve("search.db"), new byte[] {1});
    Files.delete(TestLog.file(directory));

    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining(" has 0 entries, and there were 1");
    assertThat(Files.exists(TestLog.file(directory))).isFalse();
    assertThat(Files.size(directory.resolve("search.db"))).isEqualTo(1);

    Files.createFile(TestLog.file(directory));
    assertRefusedUntilTheMarkIsDeleted(0, 1);
    assertNewEpoch();
  }

  @Test
  void aCopyFromBetweenTwoRunsGetsANewEpoch() throws IOException {
    Files.copy(TestLog.file(directory), copy);
    sayMore("two");
    // Into the same file, so that only what is in it can tell.
    Files.write(TestLog.file(directory), Files.readAllBytes(copy));

    assertRefusedUntilTheMarkIsDeleted(1, 2);
    assertNewEpoch("one");
  }

  @Test
  void aCopyFromTheMiddleOfARunGetsANewEpoch() throws IOException, SQLException {
    try (TestLog log = TestLog.open(directory);
        SqlClient sql = new SqlClient(TestLog.file(directory))) {
      log.say("two");
      sql.run("VACUUM INTO '" + copy + "'");
      log.say("three");
    }
    Files.write(TestLog.file(directory), Files.readAllBytes(copy));

    assertRefusedUntilTheMarkIsDeleted(2, 3);
    assertNewEpoch("one", "two");
  }

  @Test
  void aDirectoryFromABackupGetsANewEpoch() throws IOException {
    Path backup = Files.createDirectory(parent.resolve("backup"));
    copyAll(directory, backup);
    sayMore("two");
    Path restored = Files.createDirectory(parent.resolve("restored"));
    copyAll(backup, restored);
    directory = restored;

    assertNewEpoch("one");
  }

  @Test
  void positionsOfMembersAreTakenIntoTheNewNumberingUpToItsEnd() throws IOException {
    Files.copy(TestLog.file(directory), copy);
    try (TestLog log = TestLog.open(directory)) {
      log.say("two");
      MemberStore members = log.transcripts().members();
      members.visited(new Member("a", "Ann"), RoomName.LOBBY);
      members.read("a", RoomName.LOBBY, new ReadPosition(epoch, 2));
      var mentions = List.of(new Mentioned(1, "a"), new Mentioned(2, "a"));
      var upTo = new ReadPosition(epoch, 2);
      members.add(new MentionBatch(RoomName.LOBBY, upTo, mentions, Set.of()));
      assertThat(members.mentions("a", Long.MAX_VALUE, 10)).hasSize(2);
    }
    Files.write(TestLog.file(directory), Files.readAllBytes(copy));
    Files.delete(directory.resolve("chat.mark"));
    try (TestLog log = TestLog.open(directory)) {
      var end = new ReadPosition(log.epoch(), 1);
      assertThat(log.epoch()).isNotEqualTo(epoch);
      MemberStore members = log.transcripts().members();
      assertThat(members.rooms("a").getFirst().read()).contains(end);
      assertThat(members.mentions("a", Long.MAX_VALUE, 10))
          .extracting(Mention::message)
          .containsExactly(end);
      assertThat(members.mentionedUpTo(RoomName.LOBBY)).contains(end);
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), REPLACE_EXISTING);
      }
    }
  }

  @Test
  void aDatabaseWithoutItsMarkGetsANewEpoch() throws IOException {
    Files.delete(directory.resolve("chat.mark"));

    assertNewEpoch("one");
  }

  @Test
  void aMarkThatCannotBeParsedLeadsToANewEpoch() throws IOException {
    Files.writeString(directory.resolve("chat.mark"), "nonsense \0 12");

    assertNewEpoch("one");
  }

  @Test
  void theNewestCopyAfterAnOlderOneGetsANewEpoch() throws IOException {
    Files.copy(TestLog.file(directory), copy);
    sayMore("two");
    Path newest = parent.resolve("newest.db");
    Files.copy(TestLog.file(directory), newest);
    Files.write(TestLog.file(directory), Files.readAllBytes(copy));
    assertRefusedUntilTheMarkIsDeleted(1, 2);
    assertNewEpoch("one");
    Files.write(TestLog.file(directory), Files.readAllBytes(newest));

    assertNewEpoch("one", "two");
  }

  @Test
  void aDatabaseThatIsChangedUnderARunningServerGetsANewEpoch() throws Exception {
    try (TestLog log = TestLog.open(directory);
        SqlClient sql = new SqlClient(TestLog.file(directory))) {
      log.say("two");
      sql.run("DELETE FROM said WHERE text = 'two'; UPDATE log SET entries = entries - 1");

      assertThat(log.send("three").refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(log.send("three").refusal()).isEqualTo(Code.NOT_KEPT);
    }

    assertRefusedUntilTheMarkIsDeleted(1, 2);
    assertNewEpoch("one");
  }
}
