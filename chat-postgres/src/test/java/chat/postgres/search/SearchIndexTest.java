package chat.postgres.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.RecordingReceipt;
import chat.postgres.PostgresProvider;
import chat.postgres.Settings;
import chat.postgres.db.Database;
import chat.postgres.entry.Reader;
import chat.postgres.log.Committer;
import chat.postgres.notice.Notices;
import chat.postgres.presence.PresenceSync;
import chat.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The index for searching follows the log, and is never ahead of what a message says now. */
@Tag("server")
class SearchIndexTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final RoomName ROOM = new RoomName("lobby");
  private static final Duration LONG = Duration.ofHours(1);

  // Nothing is indexed but by the test itself.
  private static final Settings WITHOUT_INDEXER =
      new Settings(
          Committer.Settings.DEFAULTS,
          Notices.Settings.DEFAULTS,
          PresenceSync.Settings.DEFAULTS,
          Optional.empty());

  private static final PostgresServer SERVER = PostgresServer.shared();

  private Location location;
  private Connection connection;
  private Transcripts transcripts;
  private Transcript log;

  @BeforeEach
  void open() throws SQLException {
    location = SERVER.cleared();
    transcripts = PostgresProvider.open(location, InstantSource.system(), WITHOUT_INDEXER);
    log = transcripts.open(ROOM);
    connection = Database.of(location, Map.of()).connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    transcripts.close();
  }

  private long keep(Draft draft) {
    var receipt = new RecordingReceipt();
    log.append(draft, receipt);
    return receipt.seq();
  }

  private long say(String text) {
    return keep(new Draft.Say(ANN, "", text, 0));
  }

  private List<String> found(String typed) {
    return log
        .search(SearchQuery.of(typed), Long.MAX_VALUE, new ReadLimit(50, 10_000))
        .messages()
        .stream()
        .map(Message::text)
        .toList();
  }

  private void indexAll() throws SQLException {
    while (IndexWriter.update(connection, ROOM, 3)) {
      assertThat(count("SELECT seq FROM indexed")).isPositive();
    }
  }

  private long count(String sql) throws SQLException {
    return Reader.all(connection, sql, row -> row.getLong(1)).getFirst();
  }

  @Test
  void findsByTheIndexWhatIsInIt() throws Exception {
    for (int i = 0; i < 10; i++) {
      say("message " + i + " 今天天气很好");
    }
    say("公园 in the park");
    indexAll();

    assertThat(count("SELECT count(*) FROM gram")).isEqualTo(11);
    assertThat(count("SELECT seq FROM indexed")).isEqualTo(11);
    assertThat(found("公园")).containsExactly("公园 in the park");
    assertThat(found("去")).isEmpty();
    assertThat(found("MESSAGE 7")).containsExactly("message 7 今天天气很好");
    assertThat(found("天气")).hasSize(10);
    // Only by the index, because everything else is not looked at any more.
    PostgresServer.execute(location, "DELETE FROM chat.gram");
    assertThat(found("公园")).isEmpty();
  }

  @Test
  void findsAnEditByItsNewWordingBeforeAndAfterItIsIndexed() throws Exception {
    long seq = say("the first wording");
    indexAll();
    keep(new Draft.Edit(ANN, "", seq, "the second version"));

    assertThat(found("wording")).isEmpty();
    assertThat(found("version")).containsExactly("the second version");
    indexAll();
    assertThat(found("wording")).isEmpty();
    assertThat(found("version")).containsExactly("the second version");
    assertThat(count("SELECT count(*) FROM gram WHERE grams @> ARRAY['wor']")).isZero();
  }

  @Test
  void deletionTakesAMessageOutOfTheIndexAtOnce() throws Exception {
    long seq = say("a secret thing");
    indexAll();

    keep(new Draft.Delete(ANN, "", seq));

    assertThat(count("SELECT count(*) FROM gram")).isZero();
    indexAll();
    assertThat(count("SELECT count(*) FROM gram")).isZero();
    assertThat(found("secret")).isEmpty();
  }

  @Test
  void deletedMessageIsNotIndexedLater() throws Exception {
    long seq = say("a secret thing");
    keep(new Draft.Delete(ANN, "", seq));
    indexAll();

    assertThat(count("SELECT count(*) FROM gram")).isZero();
    assertThat(count("SELECT seq FROM indexed")).isEqualTo(2);
  }

  @Test
  void roomThatAnotherServerIndexesIsLeftToIt() throws Exception {
    say("hello");
    indexAll();
    say("hello again");
    try (Connection other = Database.of(location, Map.of()).connect()) {
      other.setAutoCommit(false);
      Reader.all(other, "SELECT seq FROM indexed FOR UPDATE", row -> row.getLong(1));

      assertThat(IndexWriter.update(connection, ROOM, 3)).isFalse();
      assertThat(count("SELECT count(*) FROM gram")).isEqualTo(1);
      other.rollback();
    }
    indexAll();
    assertThat(count("SELECT count(*) FROM gram")).isEqualTo(2);
  }

  @Test
  void indexerIndexesWhatIsCommittedAndWhatWasLeftBehind() throws Exception {
    say("left behind");
    var indexer =
        new Indexer(
            Database.of(location, Map.of()),
            new Indexer.Settings(Duration.ZERO, LONG, LONG, Duration.ZERO));
    indexer.start();
    awaitCount("SELECT count(*) FROM gram", 1);

    say("committed later");
    indexer.committed(ROOM, List.of());

    awaitCount("SELECT count(*) FROM gram", 2);
    indexer.close();
  }

  @Test
  void deletedTextIsClearedOutOfThePagesOfTheTable() throws Exception {
    long seq = say("a secret thing");
    indexAll();
    keep(new Draft.Delete(ANN, "", seq));
    var indexer =
        new Indexer(
            Database.of(location, Map.of()),
            new Indexer.Settings(Duration.ZERO, LONG, Duration.ofMillis(100), Duration.ZERO));
    indexer.start();

    indexer.committed(ROOM, List.of(new Entry.Deleted(2, Instant.EPOCH, ANN, "", seq)));

    awaitCount(
        "SELECT count(*) FROM pg_stat_user_tables WHERE vacuum_count > 0 AND relname IN ('entry', 'gram')",
        2);
    indexer.close();
  }

  private void awaitCount(String sql, long expected) throws SQLException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (count(sql) != expected && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(count(sql)).isEqualTo(expected);
  }

  @Test
  void partsOfAWordAreThoseOfOneToThreeLetters() {
    assertThat(Grams.of("AB 天气很好"))
        .containsExactlyInAnyOrder(
            "a", "b", "ab", "天", "气", "很", "好", "天气", "气很", "很好", "天气很", "气很好");
    assertThat(Grams.required(SearchQuery.of("去 abcd 天气")))
        .containsExactlyInAnyOrder("去", "abc", "bcd", "天气");
  }
}
