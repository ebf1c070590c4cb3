package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Transcript.Page;
import chat.core.name.RoomName;
import chat.core.testing.AwaitedReceipt;
import chat.core.testing.RecordingFollower;
import chat.sqlite.testing.Sql;
import chat.sqlite.testing.Talk;
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

/** What the log has after the server was stopped and started again. */
class RestartTest {
  @TempDir Path directory;

  @Test
  void everythingIsThereAndTheNumbersGoOn() {
    List<Entry> before;
    String epoch;
    try (Talk talk = Talk.in(directory)) {
      epoch = talk.epoch();
      assertThat(talk.say("hi")).isEqualTo(1);
      talk.append(new Draft.Edit(Talk.ANN, "e", 1, "hello")).seq();
      talk.append(new Draft.React(Talk.ANN, "r", 1, "👍", true)).seq();
      before = talk.all();
    }
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.epoch()).isEqualTo(epoch);
      assertThat(talk.all()).hasSize(3).isEqualTo(before);
      assertThat(talk.lobby().before(9, Talk.FAR).messages().getFirst().reactions()).hasSize(1);
      assertThat(talk.say("again")).isEqualTo(4);
    }
  }

  @Test
  void anIdIsRemembered() {
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.say("one", "hi")).isEqualTo(1);
      assertThat(talk.append(new Draft.Delete(Talk.ANN, "two", 1)).seq()).isEqualTo(2);
    }
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.say("one", "hi")).isEqualTo(1);
      assertThat(talk.append(new Draft.Delete(Talk.ANN, "two", 1)).seq()).isEqualTo(2);
      assertThat(talk.say("three", "hi")).isEqualTo(3);
    }
  }

  @Test
  void timeDoesNotGoBack() {
    Instant late = Instant.parse("2026-11-23T08:00:00Z");
    var provider = new SqliteProvider();
    try (Talk talk = new Talk(provider.open(directory, () -> late))) {
      talk.say("hi");
      talk.append(new Draft.Edit(Talk.ANN, "e", 1, "hello")).seq();
    }
    try (Talk talk = new Talk(provider.open(directory, () -> late.minus(Duration.ofDays(1))))) {
      talk.say("hi");
      assertThat(talk.all()).extracting(Entry::at).containsExactly(late, late, late);
    }
  }

  @Test
  void onlyRoomsInWhichSomethingWasSaidAreKept() throws SQLException {
    try (Talk talk = Talk.in(directory)) {
      var silent = talk.place().open(new RoomName("silent"));
      assertThat(silent.before(Long.MAX_VALUE, Talk.FAR)).isEqualTo(new Page(0, List.of(), false));
      silent.append(new Draft.Edit(Talk.ANN, "", 1, "x"), new AwaitedReceipt());
      talk.say("hi");
      assertThat(silent.follow(new RecordingFollower())).isZero();
    }
    try (Sql sql = new Sql(Talk.file(directory))) {
      assertThat(sql.texts("SELECT name FROM room")).containsExactly("lobby");
    }
  }

  @Test
  void afterTheCloseTheWholeLogIsInOneFileThatOnlyTheOwnerMayRead() throws IOException {
    try (Talk talk = Talk.in(directory)) {
      talk.say("hi");
      assertThat(talk.texts()).containsExactly("hi");
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
  void aRoomThatSomebodyHoldsIsNotOpenedTwice() {
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.place().open(RoomName.LOBBY)).isSameAs(talk.lobby());
    }
  }
}
