package chat.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Refusal.Code;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SharedLimitContract;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The limits of a member over two servers with one PostgreSQL database. */
@Tag("server")
@Tag("long")
class SharedLimitTest extends SharedLimitContract {
  private static final Member ANN = new Member("a", "Ann");

  private static final PostgresServer SERVER = PostgresServer.shared();

  private Location location;
  private Transcript lobby;

  @Override
  protected Transcripts open(InstantSource clock) throws SQLException {
    location = SERVER.cleared();
    Transcripts opened = new PostgresProvider().open(location, clock);
    lobby = opened.open(RoomName.LOBBY);
    return opened;
  }

  @Override
  protected Transcripts openOther(InstantSource clock) {
    return new PostgresProvider().open(location, clock);
  }

  @Test
  void draftThatIsSentAgainAfterAnUnknownOutcomeCountsOnce() throws IOException {
    try (var proxy = new FaultyProxy(location);
        Transcripts cutOff =
            new PostgresProvider().open(proxy.location(), InstantSource.system())) {
      Transcript log = cutOff.open(RoomName.LOBBY);
      var limit = new DraftLimit(Duration.ofHours(1), 2, Duration.ZERO);
      proxy.loseAnswers(2);
      assertThat(say(log, limit).seq()).isEqualTo(1);
      assertThat(proxy.lost()).isEqualTo(2);
      assertThat(say(log, limit).seq()).isEqualTo(2);
      assertThat(say(log, limit).refusal()).isEqualTo(Code.TOO_FAST);
    }
  }

  private static RecordingReceipt say(Transcript log, DraftLimit limit) {
    var receipt = new RecordingReceipt();
    log.append(new Draft.Say(ANN, "", "hi", 0), limit, receipt);
    return receipt;
  }

  /** Keeps a batch of messages of these ages in seconds, with a limit of 10 s; their outcomes. */
  private String keep(String limit, Number... ages) throws SQLException {
    String all = String.join(",", Collections.nCopies(ages.length, "%s"));
    return PostgresServer.query(
        location,
        """
        SELECT string_agg(k.outcome::text, '' ORDER BY k.draft)
          FROM (SELECT array_agg(age) AS ages, count(*)::integer AS n FROM unnest(ARRAY[%s]::float8[]) AS age) d,
            LATERAL chat.keep(array_fill('lobby'::text, ARRAY[n]), array_fill('a'::text, ARRAY[n]),
              array_fill('Ann'::text, ARRAY[n]), array_fill(''::text, ARRAY[n]),
              ARRAY(SELECT gen_random_uuid() FROM generate_series(1, n)), array_fill(0, ARRAY[n]),
              array_fill(0::bigint, ARRAY[n]), array_fill('hi'::text, ARRAY[n]),
              array_fill(NULL::bigint, ARRAY[n]), %s, ages, array_fill(NULL::text, ARRAY[n]), 50, 0) k
        """
            .formatted(all.formatted((Object[]) ages), limit));
  }

  private static final String RATE =
      "array_fill(10::float8, ARRAY[n]), array_fill(2, ARRAY[n]), array_fill(0::float8, ARRAY[n])";
  private static final String SLOW =
      "array_fill(0::float8, ARRAY[n]), array_fill(1, ARRAY[n]), array_fill(10::float8, ARRAY[n])";

  @Test
  void draftsThatWaitedForTheEngineCountFromWhenTheyWereSaid() throws SQLException {
    assertThat(keep(RATE, 50, 50, 40, 30, 20, 10, 0)).isEqualTo("0000000");
    assertThat(keep(RATE, 0)).isEqualTo("4");
    assertThat(keep(SLOW, 40, 30, 20, 10, 0)).isEqualTo("00000");
    assertThat(keep(SLOW, 0)).isEqualTo("5");
  }

  @Test
  void draftIsNotRefusedBecauseTheOneBeforeWasSlowerOnItsWay() throws SQLException {
    assertThat(keep(RATE, 9.95, 9.95, 0)).isEqualTo("000");
    PostgresServer.execute(location, "TRUNCATE chat.rate");
    assertThat(keep(SLOW, 9.95, 0)).isEqualTo("00");
    PostgresServer.execute(location, "TRUNCATE chat.rate");
    assertThat(keep(RATE, 9.8, 9.8, 0)).isEqualTo("004");
    PostgresServer.execute(location, "TRUNCATE chat.rate");
    assertThat(keep(SLOW, 9.8, 0)).isEqualTo("05");
  }

  @Test
  void timesOfAClockThatWasSetBackDoNotCount() throws SQLException {
    var limit = new DraftLimit(Duration.ofMinutes(1), 1, Duration.ofMinutes(1));
    assertThat(say(lobby, limit).seq()).isEqualTo(1);
    PostgresServer.execute(
        location,
        "UPDATE chat.rate SET said_at = said_at + interval '1 day',"
            + " full_at = full_at + interval '1 day', until = until + interval '1 day'");
    assertThat(say(lobby, limit).seq()).isEqualTo(2);
    assertThat(say(lobby, limit).refusal()).isEqualTo(Code.TOO_FAST);
  }

  @Test
  void messageOfABatchThatArrivedLaterCounts() throws SQLException {
    DraftLimit limit = DraftLimit.NONE.withPause(Duration.ofMinutes(10));
    assertThat(say(lobby, limit).seq()).isEqualTo(1);
    PostgresServer.execute(location, "UPDATE chat.rate SET said_at = said_at + interval '20 s'");
    RecordingReceipt refused = say(lobby, limit);
    assertThat(refused.refusal()).isEqualTo(Code.SLOW);
    assertThat(refused.retryAfter()).isEqualTo(limit.pause());
  }

  @Test
  void rateThatIsOffDoesNotCountWhatWasSaidWithARate() throws SQLException {
    assertThat(keep(RATE, 0, 0)).isEqualTo("00");
    assertThat(keep(SLOW, 0)).isEqualTo("0");
  }

  @Test
  void limitsThatAreOverAreRemoved() throws SQLException {
    assertThat(keep(RATE, 60)).isEqualTo("0");
    assertThat(rows()).isEqualTo("1");
    PostgresServer.execute(location, "SELECT chat.remove_old_rates()");
    assertThat(rows()).isEqualTo("0");

    assertThat(keep(SLOW, 0)).isEqualTo("0");
    PostgresServer.execute(location, "SELECT chat.remove_old_rates()");
    assertThat(rows()).isEqualTo("1");
  }

  private String rows() throws SQLException {
    return PostgresServer.query(location, "SELECT count(*) FROM chat.rate");
  }
}
