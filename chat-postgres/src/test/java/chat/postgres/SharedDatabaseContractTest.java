package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SharedTranscriptContract;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers with one PostgreSQL database share their log. */
@Tag("server")
class SharedDatabaseContractTest extends SharedTranscriptContract {
  private static PostgresServer server;

  private Location location;

  @BeforeAll
  static void startServer() throws IOException {
    server = new PostgresServer();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  protected Transcripts open(InstantSource clock) throws SQLException {
    location = server.create();
    return new PostgresProvider().open(location, clock);
  }

  @Override
  protected Transcripts openOther(InstantSource clock) {
    return new PostgresProvider().open(location, clock);
  }

  private static Transcripts open(Location place) {
    return new PostgresProvider().open(place, InstantSource.system());
  }

  @Test
  void entryWhoseNoticeIsLostIsHeardAfterTheNextComparison() throws IOException {
    try (var proxy = new FaultyProxy(location);
        Transcripts silent = open(proxy.location());
        Transcripts listening = open(location)) {
      var follower = new RecordingFollower();
      listening.open(RoomName.LOBBY).follow(follower);
      proxy.suppressNotices();
      var receipt = new RecordingReceipt();
      silent
          .open(RoomName.LOBBY)
          .append(new Draft.Say(new Member("a", "Ann"), "", "hi", 0), receipt);
      assertThat(receipt.seq()).isEqualTo(1);

      assertThat(follower.entries(1)).hasSize(1);
    }
  }

  @Test
  void entriesOfOthersAreHeardAfterTheEngineWasKilled() throws IOException {
    try (Transcripts writing = open(location);
        Transcripts listening = open(location)) {
      var follower = new RecordingFollower();
      listening.open(RoomName.LOBBY).follow(follower);
      var first = new RecordingReceipt();
      var second = new RecordingReceipt();
      var room = writing.open(RoomName.LOBBY);
      room.append(new Draft.Say(new Member("a", "Ann"), "", "before", 0), first);
      assertThat(first.seq()).isEqualTo(1);
      server.kill();
      room.append(new Draft.Say(new Member("a", "Ann"), "", "after", 0), second);
      server.start();

      assertThat(second.seq()).isEqualTo(2);
      assertThat(follower.entries(2)).hasSize(2);
    }
  }
}
