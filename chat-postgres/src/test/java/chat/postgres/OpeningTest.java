package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingReceipt;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that would lose what is acknowledged is refused with a sentence. */
@Tag("server")
class OpeningTest {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static final Member ANN = new Member("a", "Ann");

  private static Transcripts open(Location location) {
    return new PostgresProvider().open(location, InstantSource.system());
  }

  private static void assertRefused(Location location, String reason) {
    assertThatThrownBy(() -> open(location))
        .isInstanceOf(OpenException.class)
        .hasMessageStartingWith("--database: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("127.0.0.1")
        .hasMessageNotContaining(location.password().orElse("?"));
  }

  @Test
  void numberingStaysWhenTheDatabaseIsOpenedAgain() throws SQLException {
    Location location = SERVER.cleared();
    String epoch;
    try (Transcripts first = open(location)) {
      epoch = first.open(RoomName.LOBBY).epoch();
    }
    try (Transcripts second = open(location)) {
      assertThat(second.open(RoomName.LOBBY).epoch()).isEqualTo(epoch);
    }
    try (Transcripts other = open(SERVER.create())) {
      assertThat(other.open(RoomName.LOBBY).epoch()).isNotEqualTo(epoch);
    }
  }

  @Test
  void opensUrlsOfPostgresqlOnly() {
    var provider = new PostgresProvider();
    assertThat(provider.opens(URI.create("postgresql://db.example/chat"))).isTrue();
    assertThat(provider.opens(URI.create("file:///var/lib/chat"))).isFalse();
    assertThat(provider.opens(URI.create("postgresql:chat"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://chat:secret@db.example/chat",
        "postgresql://chat@db.example/chat?password=secret",
        "postgresql://chat@db.example/chat?sslmode=require&password=secret",
        "postgresql://chat@db.example/chat?sslpassword=secret"
      })
  void urlWithAPasswordIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> open(new Location(URI.create(url), Optional.empty())))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("CHAT_DATABASE_PASSWORD")
        .hasMessageNotContaining("secret");
  }

  @Test
  void wrongPasswordIsNotShown() throws SQLException {
    Location location = new Location(SERVER.cleared().uri(), Optional.of("quite wrong"));
    assertRefused(location, "the database refuses the user or the password");
    assertThat(location.toString()).doesNotContain("quite wrong");
  }

  @Test
  void databaseThatCannotBeReachedIsRefused() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI uri = URI.create("postgresql://chat@127.0.0.1:" + port + "/x");
    assertRefused(new Location(uri, Optional.empty()), "the database cannot be reached");
  }

  @Test
  void databaseThatMayLoseCommitsIsRefused() throws SQLException {
    Location location = SERVER.create();
    String name = location.uri().getPath().substring(1);
    PostgresServer.execute(location, "ALTER DATABASE " + name + " SET synchronous_commit = off");
    assertRefused(location, "synchronous_commit is off");
  }

  @Test
  void databaseThatIsReadOnlyIsRefused() throws SQLException {
    Location location = SERVER.create();
    String name = location.uri().getPath().substring(1);
    PostgresServer.execute(
        location, "ALTER DATABASE " + name + " SET default_transaction_read_only = on");
    assertRefused(location, "may only be read");
  }

  @Test
  void databaseOfTheFirstVersionIsMigrated() throws SQLException {
    Location location = SERVER.cleared();
    String epoch;
    try (Transcripts logs = open(location)) {
      epoch = say(logs, "1");
    }
    PostgresServer.execute(
        location,
        "DROP FUNCTION chat.keep; ALTER TABLE chat.entry DROP COLUMN files;"
            + "DROP TABLE chat.pin; DROP INDEX chat.entry_answer;"
            + "DROP TABLE chat.attachment, chat.file_chunk, chat.file;"
            + "UPDATE chat.log SET version = 1");

    try (Transcripts logs = open(location)) {
      assertThat(say(logs, "2")).isEqualTo(epoch);
      assertThat(logs.open(RoomName.LOBBY).before(3, new ReadLimit(9, 999)).messages())
          .extracting(Message::text)
          .containsExactly("1", "2");
    }
  }

  @Test
  void databaseOfTheSecondVersionIsMigratedAndItsAnswersAreCounted() throws SQLException {
    Location location = SERVER.cleared();
    try (Transcripts logs = open(location)) {
      var _ = say(logs, "1");
      append(logs, new Draft.Say(ANN, "", "hello", 1));
    }
    PostgresServer.execute(
        location,
        "DROP FUNCTION chat.keep; DROP TABLE chat.pin; DROP INDEX chat.entry_answer;"
            + "UPDATE chat.log SET version = 2");

    try (Transcripts logs = open(location)) {
      append(logs, new Draft.Pin(ANN, "", 1, true));
      assertThat(logs.open(RoomName.LOBBY).pinned(Long.MAX_VALUE, new ReadLimit(9, 999)).messages())
          .extracting(Message::replies)
          .containsExactly(1);
    }
  }

  private static void append(Transcripts logs, Draft draft) {
    var receipt = new RecordingReceipt();
    logs.open(RoomName.LOBBY).append(draft, receipt);
    assertThat(receipt.seq()).isPositive();
  }

  private static String say(Transcripts logs, String text) {
    Transcript log = logs.open(RoomName.LOBBY);
    var receipt = new RecordingReceipt();
    log.append(new Draft.Say(ANN, "", text, 0), receipt);
    assertThat(receipt.seq()).isEqualTo(Long.parseLong(text));
    return log.epoch();
  }

  @Test
  void databaseOfAnotherVersionIsRefused() throws SQLException {
    Location location = SERVER.cleared();
    open(location).close();
    PostgresServer.execute(location, "UPDATE chat.log SET version = 4");
    assertRefused(location, "has the format 4 of another version");
  }

  @Test
  void databaseWithoutFsyncIsRefused() throws IOException, SQLException {
    Location location = SERVER.cleared();
    SERVER.kill();
    SERVER.start("-c", "fsync=off");
    try {
      assertRefused(location, "fsync is off");
    } finally {
      SERVER.kill();
      SERVER.start();
    }
  }
}
