package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A draft whose outcome is not known is sent again, and is one entry. It is never answered {@code
 * not-kept}, because it may have been kept.
 */
@Tag("server")
@Timeout(90)
class UnknownOutcomeTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final ReadLimit FAR = new ReadLimit(10_000, 1_000_000);

  private static final PostgresServer SERVER = PostgresServer.shared();

  private Location location;

  @BeforeEach
  void clearDatabase() throws SQLException {
    location = SERVER.cleared();
  }

  private static Transcripts open(Location location) {
    return new PostgresProvider().open(location, InstantSource.system());
  }

  private static RecordingReceipt append(Transcript log, String id, String text) {
    var receipt = new RecordingReceipt();
    log.append(new Draft.Say(ANN, id, text, 0), receipt);
    return receipt;
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Test
  void draftWhoseAnswerIsLostIsOneEntryOfWhichTheFollowerIsNotifiedOnce() throws IOException {
    try (var proxy = new FaultyProxy(location);
        Transcripts transcripts = open(proxy.location())) {
      Transcript log = transcripts.open(RoomName.LOBBY);
      var follower = new RecordingFollower();
      log.follow(follower);

      proxy.loseAnswers(2);
      assertThat(append(log, "", "without an id").seq()).isEqualTo(1);
      assertThat(append(log, "1", "with an id").seq()).isEqualTo(2);
      proxy.loseAnswers(1);
      var edited = new RecordingReceipt();
      log.append(new Draft.Edit(ANN, "2", 2, "edited"), edited);
      assertThat(edited.seq()).isEqualTo(3);

      assertThat(proxy.lost()).isGreaterThanOrEqualTo(2);
      assertThat(follower.entries()).extracting(Entry::seq).isEqualTo(upTo(3));
      assertThat(log.after(0, 3, FAR)).hasValue(follower.entries());
    }
  }

  @Test
  void draftsWaitForAServerThatIsKilledAndComesBack() throws IOException {
    try (Transcripts transcripts = open(location)) {
      Transcript log = transcripts.open(RoomName.LOBBY);
      var follower = new RecordingFollower();
      log.follow(follower);
      List<RecordingReceipt> receipts = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        receipts.add(append(log, i % 2 == 0 ? "id" + i : "", "text " + i));
      }
      SERVER.kill();
      for (int i = 0; i < 100; i++) {
        receipts.add(append(log, i % 2 == 0 ? "later" + i : "", "later text " + i));
      }
      Await.until(
          "the failure is noticed",
          () ->
              !transcripts.unreachableFor().isZero() && transcripts.status().problem().isPresent());
      SERVER.start();

      assertThat(receipts).extracting(RecordingReceipt::seq).isEqualTo(upTo(400));
      assertThat(follower.entries()).extracting(Entry::seq).isEqualTo(upTo(400));
      assertThat(log.after(0, 400, FAR)).hasValue(follower.entries());
      assertThat(log.before(1, FAR).asOf()).isEqualTo(400);
      Await.until(
          "the end of the failure is noticed",
          () -> transcripts.unreachableFor().isZero() && transcripts.status().problem().isEmpty());
    }
  }

  @Test
  void draftThatTheDatabaseRefusesIsNotKeptAndHindersNoOther() throws SQLException {
    try (Transcripts transcripts = open(location)) {
      Transcript log = transcripts.open(RoomName.LOBBY);
      PostgresServer.execute(
          location, "ALTER TABLE chat.entry ADD CHECK (text NOT LIKE '%forbidden%')");
      List<RecordingReceipt> receipts = new ArrayList<>();
      for (String text : List.of("one", "a forbidden one", "two")) {
        receipts.add(append(log, "", text));
      }

      assertThat(receipts.get(0).seq()).isEqualTo(1);
      assertThat(receipts.get(1).refusal()).isEqualTo(chat.core.log.Refusal.Code.NOT_KEPT);
      assertThat(receipts.get(2).seq()).isEqualTo(2);
    }
  }
}
