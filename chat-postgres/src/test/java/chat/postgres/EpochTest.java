package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The epoch ends, at all servers, when the database has lost entries that were delivered. */
@Tag("server")
@Timeout(90)
class EpochTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final String LOSE_TWO =
      "DELETE FROM chat.entry WHERE seq > 3; UPDATE chat.room SET last = 3";
  private static final String END_CONNECTIONS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final RecordingFollower here = new RecordingFollower();
  private final RecordingFollower there = new RecordingFollower();
  private Location location;
  private Transcripts one;
  private Transcripts two;
  // As rooms do: a transcript to which nothing refers is forgotten.
  private Transcript log;
  private Transcript logThere;
  private Transcript next;
  private Transcript nextThere;
  private String epoch;

  @BeforeEach
  void openTwoServers() throws SQLException {
    location = SERVER.cleared();
    one = new PostgresProvider().open(location, InstantSource.system());
    two = new PostgresProvider().open(location, InstantSource.system());
    log = one.open(RoomName.LOBBY);
    epoch = log.epoch();
    log.follow(here);
    logThere = two.open(RoomName.LOBBY);
    logThere.follow(there);
    for (int seq = 1; seq <= 5; seq++) {
      assertThat(say(log, ANN, "text " + seq)).isEqualTo(seq);
    }
    here.entries(5);
    there.entries(5);
  }

  @AfterEach
  void closeServers() {
    one.close();
    two.close();
  }

  private static long say(Transcript log, Member by, String text) {
    var receipt = new RecordingReceipt();
    log.append(new Draft.Say(by, "", text, 0), receipt);
    return receipt.seq();
  }

  private void assertAllBeginAnew(long last) {
    here.awaitEpochEnded();
    there.awaitEpochEnded();
    next = one.open(RoomName.LOBBY);
    nextThere = two.open(RoomName.LOBBY);
    assertThat(next.epoch()).isNotEqualTo(epoch).isEqualTo(nextThere.epoch());
    assertThat(log.epoch()).isEqualTo(epoch);
    var follower = new RecordingFollower();
    assertThat(next.follow(follower)).isEqualTo(last);
    var followerThere = new RecordingFollower();
    assertThat(nextThere.follow(followerThere)).isEqualTo(last);

    assertThat(say(nextThere, BEN, "anew")).isEqualTo(last + 1);

    assertThat(follower.entries(1)).hasSize(1).isEqualTo(followerThere.entries(1));
    assertThat(here.entries()).hasSize(5);
    assertThat(here.ends()).isEqualTo(1);
    assertThat(there.ends()).isEqualTo(1);
  }

  @Test
  void lostEntriesEndTheEpoch() throws SQLException {
    PostgresServer.execute(location, LOSE_TWO);

    assertAllBeginAnew(3);
  }

  @Test
  void otherEntriesWithTheSameNumbersEndTheEpoch() throws SQLException {
    PostgresServer.execute(
        location, "UPDATE chat.entry SET author = 'c', name = 'Cleo' WHERE seq = 5");

    assertAllBeginAnew(5);
  }

  @Test
  void connectionIsCheckedBeforeItsEntriesAreDelivered() throws SQLException {
    PostgresServer.execute(location, LOSE_TWO + "; " + END_CONNECTIONS);
    RecordingReceipt last = null;
    for (int i = 0; i < 5; i++) {
      last = new RecordingReceipt();
      log.append(new Draft.Say(BEN, "", "after the loss", 0), last);
    }
    // By a server that has a new connection.
    assertThat(last.seq()).isEqualTo(8);

    assertThat(here.ends()).isEqualTo(1);
    assertAllBeginAnew(8);
  }

  @Test
  void epochStaysWhenTheEngineIsKilledAndHasLostNothing() throws IOException {
    SERVER.kill();
    SERVER.start();

    assertThat(say(log, BEN, "after the crash")).isEqualTo(6);
    assertThat(there.entries(6)).hasSize(6);
    assertThat(one.open(RoomName.LOBBY).epoch()).isEqualTo(epoch);
    assertThat(here.ends() + there.ends()).isZero();
  }

  @Test
  void roomThatIsOpenedOnAnEndedTranscriptEndsAtOnce() throws SQLException {
    PostgresServer.execute(location, LOSE_TWO);
    here.awaitEpochEnded();
    var late = new RecordingFollower();

    long ignored = log.follow(late);

    assertThat(late.ends()).isEqualTo(1);
  }
}
