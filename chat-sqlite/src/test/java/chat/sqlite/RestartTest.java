package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.Unread;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart of the server. */
class RestartTest {
  @TempDir Path directory;

  @Test
  void allEntriesAreKeptAndTheNumberingGoesOn() {
    List<Entry> before;
    String epoch;
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
      assertThat(log.say("hi")).isEqualTo(1);
      log.append(new Draft.Edit(TestLog.ANN, "e", 1, "hello")).seq();
      log.append(new Draft.React(TestLog.ANN, "r", 1, "👍", true)).seq();
      log.append(new Draft.Pin(TestLog.ANN, "p", 1, true)).seq();
      before = log.entries();
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.epoch()).isEqualTo(epoch);
      assertThat(log.lobby().pinned(Long.MAX_VALUE, TestLog.NO_LIMIT).messages()).hasSize(1);
      assertThat(log.entries()).hasSize(4).isEqualTo(before);
      assertThat(log.lobby().before(9, TestLog.NO_LIMIT).messages().getFirst().reactions())
          .hasSize(1);
      assertThat(log.say("again")).isEqualTo(5);
    }
  }

  @Test
  void idsAreKnownAfterARestart() {
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.say("one", "hi")).isEqualTo(1);
      assertThat(log.append(new Draft.Delete(TestLog.ANN, "two", 1)).seq()).isEqualTo(2);
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.say("one", "hi")).isEqualTo(1);
      assertThat(log.append(new Draft.Delete(TestLog.ANN, "two", 1)).seq()).isEqualTo(2);
      assertThat(log.say("three", "hi")).isEqualTo(3);
    }
  }

  @Test
  void timeDoesNotGoBack() {
    Instant late = Instant.parse("2026-11-23T08:00:00Z");
    var provider = new SqliteProvider();
    try (TestLog log = new TestLog(provider.open(directory, () -> late))) {
      log.say("hi");
      log.append(new Draft.Edit(TestLog.ANN, "e", 1, "hello")).seq();
    }
    try (TestLog log =
        new TestLog(provider.open(directory, () -> late.minus(Duration.ofDays(1))))) {
      log.say("hi");
      assertThat(log.entries()).extracting(Entry::at).containsExactly(late, late, late);
    }
  }

  @Test
  void onlyRoomsWithAnEntryAreInTheDatabase() throws SQLException {
    try (TestLog log = TestLog.open(directory)) {
      var silent = log.transcripts().open(new RoomName("silent"));
      assertThat(silent.before(Long.MAX_VALUE, TestLog.NO_LIMIT))
          .isEqualTo(new Page(0, List.of(), false));
      silent.append(new Draft.Edit(TestLog.ANN, "", 1, "x"), new RecordingReceipt());
      log.say("hi");
      assertThat(silent.follow(new RecordingFollower())).isZero();
    }
    try (SqlClient sql = new SqlClient(TestLog.file(directory))) {
      assertThat(sql.texts("SELECT name FROM room")).containsExactly("lobby");
    }
  }

  @Test
  void afterTheCloseTheLogIsInOneFileThatOnlyTheOwnerMayRead() throws IOException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("hi");
      assertThat(log.texts()).containsExactly("hi");
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("chat.db", "chat.mark", "search.db");
    }
    for (String file : List.of("chat.db", "search.db")) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
          .as(file)
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aRoomThatIsInUseIsNotOpenedTwice() {
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.transcripts().open(RoomName.LOBBY)).isSameAs(log.lobby());
    }
  }

  @Test
  void unreadMessagesAreCountedAmongTheLatestThousand() {
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 1_100; i++) {
        log.send("x");
      }
      assertThat(log.say("the last one")).isEqualTo(1_101);
      assertThat(log.lobby().unread(0, "b", 10_000)).isEqualTo(new Unread(1_101, 1_000));
    }
  }
}
