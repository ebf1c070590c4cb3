package chat.sqlite.search;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import chat.sqlite.testing.WriterProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The full-text index follows the log, whatever happened to either of them. */
class SearchTest {
  /** A text that the log does not have: it is gone once the index was built anew. */
  private static final String PLANTED = "planted";

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve(SearchIndex.FILE);
  }

  private static List<String> found(TestLog log, String typed) {
    return log
        .lobby()
        .search(SearchQuery.of(typed), Long.MAX_VALUE, TestLog.NO_LIMIT)
        .messages()
        .stream()
        .map(Message::text)
        .toList();
  }

  /** The texts in the index, whatever the log has. */
  private List<String> indexed() throws SQLException {
    try (SqlClient sql = new SqlClient(file())) {
      return sql.texts("SELECT rtrim(folded, char(1)) FROM text ORDER BY rowid");
    }
  }

  /** A condition that becomes true on its own. */
  private interface Condition {
    boolean isTrue() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.isTrue()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private void awaitIndexed(int count) throws Exception {
    await(() -> hasIndexed(count));
  }

  private boolean hasIndexed(int count) {
    try {
      return indexed().size() == count;
    } catch (SQLException e) {
      // It is being built.
      return false;
    }
  }

  private static SqliteSettings scanning(int maxScanned) {
    return TestSettings.with(TestSettings.search(maxScanned, Duration.ofMillis(250), 3, 10));
  }

  private void plant() throws SQLException {
    try (SqlClient sql = new SqlClient(file())) {
      sql.run(
          "INSERT INTO text (rowid, folded) VALUES (" + EntryKey.of(9, 9) + ", '" + PLANTED + "')");
    }
  }

  @Test
  void theIndexHasThePresentTextsOnly() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("One thing");
      log.say("Another thing");
      log.say("A secret");
      awaitIndexed(3);
      log.append(new Draft.Edit(TestLog.ANN, "", 2, "It was EDITED")).seq();
      log.append(new Draft.Delete(TestLog.ANN, "", 3)).seq();
      awaitIndexed(2);
    }
    assertThat(indexed()).containsExactly("one thing", "it was edited");
    try (SqlClient sql = new SqlClient(file())) {
      assertThat(sql.texts("SELECT term FROM term"))
          .contains("thi", "edi")
          .doesNotContain("sec", "ano");
    }
  }

  @Test
  void oldMessagesAreFoundWithTheIndexAndNewerOnesWithoutIt() throws Exception {
    int many = 1_500;
    try (TestLog log = TestLog.open(directory, scanning(1_000))) {
      log.send("a needle long ago");
      for (int i = 0; i < many; i++) {
        log.send("hay " + i);
      }
      log.say("a needle just now");
      assertThat(found(log, "needle")).endsWith("a needle just now");

      awaitIndexed(many + 2);
      log.append(new Draft.Edit(TestLog.ANN, "", 2, "a needle after all")).seq();
      log.append(new Draft.Delete(TestLog.ANN, "", many + 2)).seq();
      log.say("the latest needle");
      assertThat(found(log, "needle"))
          .containsExactly("a needle long ago", "a needle after all", "the latest needle");
      assertThat(found(log, "needle a")).hasSize(3);
      assertThat(found(log, "le a")).hasSize(3);
      assertThat(found(log, "go")).containsExactly("a needle long ago");
      assertThat(log.lobby().search(SearchQuery.of("ay"), 10, TestLog.NO_LIMIT).messages())
          .extracting(Message::seq)
          .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(found(log, "yy")).isEmpty();
    }
  }

  @Test
  void withoutTheIndexOnlyTheLatestMessagesAreScanned() throws IOException {
    // A folder in the index's place: the indexer can neither open nor replace it.
    Files.createDirectories(file().resolve("in the way"));
    Search.Settings settings = TestSettings.search(3, Duration.ofDays(1), 3, 10);
    try (TestLog log = TestLog.open(directory, TestSettings.with(settings))) {
      for (int i = 0; i < 5; i++) {
        log.say("needle " + i);
      }
      assertThat(found(log, "needle")).containsExactly("needle 2", "needle 3", "needle 4");
    }
  }

  @Test
  void aCharacterWithTooManyTermsIsFoundWithoutTheIndex() throws Exception {
    int many = 600;
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < many; i++) {
        log.send("q" + Character.toString('\u4e00' + i));
      }
      log.say("q and w");
      awaitIndexed(many + 1);
      assertThat(found(log, "q")).hasSize(many + 1);
      assertThat(found(log, "q w")).containsExactly("q and w");
      assertThat(found(log, "q and")).containsExactly("q and w");
    }
  }

  @Test
  void messagesOlderThanTheIndexAreIndexed() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 3_000; i++) {
        log.send("number " + i);
      }
    }
    Files.delete(file());

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "number 1000")).containsExactly("number 1000");
      awaitIndexed(3_000);
      assertThat(found(log, "number 1000")).containsExactly("number 1000");
    }
  }

  @Test
  void anIndexThatIsNoDatabaseIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
    }
    Files.writeString(file(), "this is no database ".repeat(1_000));

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "needle")).containsExactly("a needle");
      awaitIndexed(1);
    }
  }

  @Test
  void aDamagedIndexIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 1_000; i++) {
        log.send("number " + i);
      }
      log.say("a needle");
      awaitIndexed(1_001);
    }
    try (var bytes = new RandomAccessFile(file().toFile(), "rw")) {
      int pages = (int) (bytes.length() / 4_096);
      assertThat(pages).isGreaterThan(20);
      bytes.seek(10 * 4_096);
      bytes.write("x".repeat((pages - 10) * 4_096).getBytes(US_ASCII));
    }

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "needle")).containsExactly("a needle");
      assertThat(log.say("another needle")).isEqualTo(1_002);
      assertThat(found(log, "needle")).containsExactly("a needle", "another needle");
      awaitIndexed(1_002);
      assertThat(found(log, "needle")).containsExactly("a needle", "another needle");
    }
  }

  @Test
  void anIndexOfAnotherEpochIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      awaitIndexed(1);
    }
    Files.delete(directory.resolve("chat.db"));
    Files.delete(directory.resolve("chat.mark"));

    try (TestLog log = TestLog.open(directory)) {
      log.say("a thread");
      assertThat(found(log, "needle")).isEmpty();
      assertThat(found(log, "thread")).containsExactly("a thread");
    }
  }

  @Test
  void afterARestartTheIndexIsContinued() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      awaitIndexed(1);
      plant();
    }
    try (TestLog log = TestLog.open(directory)) {
      log.say("another needle");
      awaitIndexed(3);
    }
    assertThat(indexed()).containsExactly("a needle", "another needle", PLANTED);
  }

  @Test
  void afterAKillTheIndexIsContinued() throws Exception {
    try (WriterProcess server = WriterProcess.start(directory)) {
      assertThat(server.acknowledged(5_000)).hasSize(5_000);
      // It goes on until the index has something.
      while (!Files.exists(file()) || !hasSomething()) {
        assertThat(server.acknowledged(100)).hasSize(100);
      }
      assertThat(server.kill()).isNotNull();
    }
    plant();
    try (TestLog log = TestLog.open(directory)) {
      List<String> texts = log.texts();
      assertThat(found(log, texts.getLast())).contains(texts.getLast());
      awaitIndexed(texts.size() + 1);
      assertThat(indexed().subList(0, texts.size())).isEqualTo(texts);
      assertThat(indexed()).endsWith(PLANTED);
      assertThat(found(log, texts.getFirst())).contains(texts.getFirst());
    }
  }

  private boolean hasSomething() {
    try {
      return !indexed().isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void noInputDamagesTheIndex() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a \"needle\" AND col:x* in (the) hay");
      awaitIndexed(1);
      plant();
      for (String typed :
          List.of("\"needle\"", "AND \"\"\"", "col:x*", "(the", "nee\0dle", "\ud800ab")) {
        assertThat(log.lobby().search(SearchQuery.of(typed), 9, TestLog.NO_LIMIT).asOf())
            .isEqualTo(1);
      }
      log.say("another");
      awaitIndexed(3);
    }
    assertThat(indexed()).contains(PLANTED);
  }

  @Test
  void anIndexThatCannotBeReadIsBuiltAnewAndSearchesGoOnMeanwhile() throws Exception {
    String epoch;
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
      log.say("a needle");
      awaitIndexed(1);
    }
    plant();
    Database database = TestLog.database(directory, SqliteSettings.DEFAULTS);
    var indexer = new Indexer(database, epoch, Search.Settings.DEFAULTS);
    Thread thread = Thread.ofPlatform().start(indexer);
    await(() -> indexer.query(index -> index.progress(1)).isPresent());
    assertThat(indexed()).containsExactly("a needle", PLANTED);

    assertThat(
            indexer.query(index -> {
              throw new SQLException("a test spoils it");
            }))
        .isEmpty();
    await(() -> indexer.query(index -> index.progress(1)).orElse(0L) == 1);
    assertThat(indexed()).containsExactly("a needle");
    indexer.close();
    thread.join();
  }

  @Test
  void deletedMessagesAreRemovedAtTheCloseHoweverFarTheIndexIs() throws Exception {
    int many = 5_000;
    try (TestLog log = TestLog.open(directory)) {
      log.say("a secret");
      awaitIndexed(1);
      for (int i = 0; i < many; i++) {
        log.send("number " + i);
      }
      log.append(new Draft.Delete(TestLog.ANN, "", 1)).seq();
    }
    assertThat(indexed()).doesNotContain("a secret").hasSizeLessThan(many);
    try (TestLog log = TestLog.open(directory)) {
      awaitIndexed(many);
      assertThat(found(log, "secret")).isEmpty();
    }
  }
}
