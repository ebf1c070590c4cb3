package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Cursor;
import chat.core.log.Draft;
import chat.core.log.LogUnavailableException;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SharedTranscriptContract;
import chat.postgres.log.Committer;
import chat.postgres.notice.Notices;
import chat.postgres.presence.PresenceSync;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two servers with one PostgreSQL database share their log. */
@Tag("server")
class SharedDatabaseContractTest extends SharedTranscriptContract {
  private static final PostgresServer SERVER = PostgresServer.shared();

  // As rooms do: a transcript to which nothing refers is forgotten.
  private final List<Transcript> followed = new ArrayList<>();
  private Location location;

  @Override
  protected Transcripts open(InstantSource clock) throws SQLException {
    location = SERVER.cleared();
    return new PostgresProvider().open(location, clock);
  }

  @Override
  protected Transcripts openOther(InstantSource clock) {
    return new PostgresProvider().open(location, clock);
  }

  private static Transcripts open(Location place) {
    return new PostgresProvider().open(place, InstantSource.system());
  }

  private void follow(Transcripts transcripts, RecordingFollower follower) {
    Transcript log = transcripts.open(RoomName.LOBBY);
    followed.add(log);
    log.follow(follower);
  }

  @Test
  void entryWhoseNoticeIsLostIsHeardAfterTheNextComparison() throws IOException {
    try (var proxy = new FaultyProxy(location);
        Transcripts silent = open(proxy.location());
        Transcripts listening = open(location)) {
      var follower = new RecordingFollower();
      follow(listening, follower);
      proxy.suppressNotices();
      var receipt = new RecordingReceipt();
      silent
          .open(RoomName.LOBBY)
          .append(new Draft.Say(new Member("a", "Ann"), "", "hi", 0), receipt);
      assertThat(receipt.seq()).isEqualTo(1);

      assertThat(follower.entries(1)).hasSize(1);
    }
  }

  /** Whose comparison comes too late for any test. */
  private Transcripts openWithoutComparison() {
    Notices.Settings notices = Notices.Settings.DEFAULTS;
    var rare =
        new Notices.Settings(
            Duration.ofMinutes(10),
            notices.answerTimeout(),
            notices.retryPause(),
            notices.probeTimeout());
    return PostgresProvider.open(
        location,
        InstantSource.system(),
        new Settings(
            Committer.Settings.DEFAULTS, rare, PresenceSync.Settings.DEFAULTS, Optional.empty()));
  }

  @Test
  void entriesThatAClientHasFromAnotherServerAreDelivered() throws IOException {
    try (var proxy = new FaultyProxy(location);
        Transcripts silent = open(proxy.location());
        Transcripts deaf = openWithoutComparison()) {
      var follower = new RecordingFollower();
      Transcript room = deaf.open(RoomName.LOBBY);
      room.follow(follower);
      proxy.suppressNotices();
      var receipt = new RecordingReceipt();
      silent
          .open(RoomName.LOBBY)
          .append(new Draft.Say(new Member("a", "Ann"), "", "hi", 0), receipt);
      assertThat(receipt.seq()).isEqualTo(1);
      room.catchUp(new Cursor("another", 1));
      room.catchUp(new Cursor(room.epoch(), 0));
      assertThat(follower.entries()).isEmpty();

      room.catchUp(new Cursor(room.epoch(), 1));
      assertThat(follower.entries()).hasSize(1);
      room.catchUp(new Cursor(room.epoch(), 7));
      assertThat(follower.entries()).as("beyond the log").hasSize(1);
    }
  }

  @Test
  void entriesThatAClientHasFromAnotherServerCannotBeDeliveredWithoutTheEngine()
      throws IOException {
    try (Transcripts transcripts = open(location)) {
      Transcript room = transcripts.open(RoomName.LOBBY);
      room.follow(new RecordingFollower());
      SERVER.kill();
      try {
        var ahead = new Cursor(room.epoch(), 1);
        assertThatThrownBy(() -> room.catchUp(ahead)).isInstanceOf(LogUnavailableException.class);
      } finally {
        SERVER.start();
      }
    }
  }

  @Test
  void entriesOfOthersAreHeardAfterTheEngineWasKilled() throws IOException {
    try (Transcripts writing = open(location);
        Transcripts listening = open(location)) {
      var follower = new RecordingFollower();
      follow(listening, follower);
      var first = new RecordingReceipt();
      var second = new RecordingReceipt();
      var room = writing.open(RoomName.LOBBY);
      room.append(new Draft.Say(new Member("a", "Ann"), "", "before", 0), first);
      assertThat(first.seq()).isEqualTo(1);
      SERVER.kill();
      room.append(new Draft.Say(new Member("a", "Ann"), "", "after", 0), second);
      SERVER.start();

      assertThat(second.seq()).isEqualTo(2);
      assertThat(follower.entries(2)).hasSize(2);
    }
  }
}
