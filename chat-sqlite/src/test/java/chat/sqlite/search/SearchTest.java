package chat.sqlite.search;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.testing.Sql;
import chat.sqlite.testing.Talk;
import chat.sqlite.testing.WriterProcess;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index beside the log: it comes after the log, whatever happened to either. */
class SearchTest {
  /** Nothing that the log has: gone once the index is made anew. */
  private static final String PLANTED = "planted";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Path file() {
    return directory.resolve(SearchIndex.FILE);
  }

  private static List<String> found(Talk talk, String typed) {
    return talk.lobby().search(SearchQuery.of(typed), Long.MAX_VALUE, Talk.FAR).messages().stream()
        .map(Message::text)
        .toList();
  }

  /** What the index has, whatever the log has. */
  private List<String> indexed() throws SQLException {
    try (Sql sql = new Sql(file())) {
      return sql.texts("SELECT rtrim(folded, char(1)) FROM text ORDER BY rowid");
    }
  }

  /** What comes about by itself, some time. */
  private interface Event {
    boolean hasCome() throws Exception;
  }

  private static void await(Event event) throws Exception {
    long patient = System.nanoTime() + PATIENCE.toNanos();
    while (!event.hasCome()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(patient);
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
      // It is just being made.
      return false;
    }
  }

  private void plant() throws SQLException {
    try (Sql sql = new Sql(file())) {
      sql.run(
          "INSERT INTO text (rowid, folded) VALUES (" + EntryKey.of(9, 9) + ", '" + PLANTED + "')");
    }
  }

  @Test
  void theIndexHasWhatStandsAndNothingElse() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("One thing");
      talk.say("Another thing");
      talk.say("A secret");
      awaitIndexed(3);
      talk.append(new Draft.Edit(Talk.ANN, "", 2, "It was EDITED")).seq();
      talk.append(new Draft.Delete(Talk.ANN, "", 3)).seq();
      awaitIndexed(2);
    }
    assertThat(indexed()).containsExactly("one thing", "it was edited");
    try (Sql sql = new Sql(file())) {
      assertThat(sql.texts("SELECT term FROM term"))
          .contains("thi", "edi")
          .doesNotContain("sec", "ano");
    }
  }

  @Test
  void whatLiesFarBackIsFoundByTheIndexAndWhatItDoesNotHaveWithoutIt() throws Exception {
    int many = SearchExecution.LOOKED_THROUGH + 1_000;
    try (Talk talk = Talk.in(directory)) {
      talk.trySaying("a needle long ago");
      for (int i = 0; i < many; i++) {
        talk.trySaying("hay " + i);
      }
      talk.say("a needle just now");
      assertThat(found(talk, "needle")).endsWith("a needle just now");

      awaitIndexed(many + 2);
      talk.append(new Draft.Edit(Talk.ANN, "", 2, "a needle after all")).seq();
      talk.append(new Draft.Delete(Talk.ANN, "", many + 2)).seq();
      talk.say("the latest needle");
      assertThat(found(talk, "needle"))
          .containsExactly("a needle long ago", "a needle after all", "the latest needle");
      assertThat(found(talk, "needle a")).hasSize(3);
      assertThat(found(talk, "le a")).hasSize(3);
      assertThat(found(talk, "go")).containsExactly("a needle long ago");
      assertThat(talk.lobby().search(SearchQuery.of("ay"), 10, Talk.FAR).messages())
          .extracting(Message::seq)
          .containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(found(talk, "yy")).isEmpty();
    }
  }

  @Test
  void aCharacterThatGoesOnInVeryManyWaysIsFoundAllTheSame() throws Exception {
    int many = 600;
    try (Talk talk = Talk.in(directory)) {
      for (int i = 0; i < many; i++) {
        talk.trySaying("q" + Character.toString('\u4e00' + i));
      }
      talk.say("q and w");
      awaitIndexed(many + 1);
      assertThat(found(talk, "q")).hasSize(many + 1);
      assertThat(found(talk, "q w")).containsExactly("q and w");
      assertThat(found(talk, "q and")).containsExactly("q and w");
    }
  }

  @Test
  void whatIsThereBeforeTheIndexIsTakenIn() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      for (int i = 0; i < 3_000; i++) {
        talk.trySaying("number " + i);
      }
    }
    Files.delete(file());

    try (Talk talk = Talk.in(directory)) {
      assertThat(found(talk, "number 1000")).containsExactly("number 1000");
      awaitIndexed(3_000);
      assertThat(found(talk, "number 1000")).containsExactly("number 1000");
    }
  }

  @Test
  void anIndexThatIsNoDatabaseIsMadeAnew() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a needle");
    }
    Files.writeString(file(), "this is no database ".repeat(1_000));

    try (Talk talk = Talk.in(directory)) {
      assertThat(found(talk, "needle")).containsExactly("a needle");
      awaitIndexed(1);
    }
  }

  @Test
  void anIndexThatIsSpoiltInsideIsMadeAnew() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      for (int i = 0; i < 1_000; i++) {
        talk.trySaying("number " + i);
      }
      talk.say("a needle");
      awaitIndexed(1_001);
    }
    try (var bytes = new RandomAccessFile(file().toFile(), "rw")) {
      int pages = (int) (bytes.length() / 4_096);
      assertThat(pages).isGreaterThan(20);
      bytes.seek(10 * 4_096);
      bytes.write("x".repeat((pages - 10) * 4_096).getBytes(US_ASCII));
    }

    try (Talk talk = Talk.in(directory)) {
      assertThat(found(talk, "needle")).containsExactly("a needle");
      assertThat(talk.say("another needle")).isEqualTo(1_002);
      assertThat(found(talk, "needle")).containsExactly("a needle", "another needle");
      awaitIndexed(1_002);
      assertThat(found(talk, "needle")).containsExactly("a needle", "another needle");
    }
  }

  @Test
  void anIndexOfAnotherNumberingIsMadeAnew() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a needle");
      awaitIndexed(1);
    }
    Files.delete(directory.resolve("chat.db"));
    Files.delete(directory.resolve("chat.mark"));

    try (Talk talk = Talk.in(directory)) {
      talk.say("a thread");
      assertThat(found(talk, "needle")).isEmpty();
      assertThat(found(talk, "thread")).containsExactly("a thread");
    }
  }

  @Test
  void afterARestartTheIndexGoesOn() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a needle");
      awaitIndexed(1);
      plant();
    }
    try (Talk talk = Talk.in(directory)) {
      talk.say("another needle");
      awaitIndexed(3);
    }
    assertThat(indexed()).containsExactly("a needle", "another needle", PLANTED);
  }

  @Test
  void afterAKillWhileItIsFilledTheIndexGoesOn() throws Exception {
    try (WriterProcess server = WriterProcess.start(directory)) {
      assertThat(server.acknowledged(5_000)).hasSize(5_000);
      // It talks on, while something is in the index.
      while (!Files.exists(file()) || !hasSomething()) {
        assertThat(server.acknowledged(100)).hasSize(100);
      }
      assertThat(server.kill()).isNotNull();
    }
    plant();
    try (Talk talk = Talk.in(directory)) {
      List<String> texts = talk.texts();
      assertThat(found(talk, texts.getLast())).contains(texts.getLast());
      awaitIndexed(texts.size() + 1);
      assertThat(indexed().subList(0, texts.size())).isEqualTo(texts);
      assertThat(indexed()).endsWith(PLANTED);
      assertThat(found(talk, texts.getFirst())).contains(texts.getFirst());
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
  void nothingThatSomebodyTypesSpoilsTheIndex() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a \"needle\" AND col:x* in (the) hay");
      awaitIndexed(1);
      plant();
      for (String typed :
          List.of("\"needle\"", "AND \"\"\"", "col:x*", "(the", "nee\0dle", "\ud800ab")) {
        assertThat(talk.lobby().search(SearchQuery.of(typed), 9, Talk.FAR).asOf()).isEqualTo(1);
      }
      talk.say("another");
      awaitIndexed(3);
    }
    assertThat(indexed()).contains(PLANTED);
  }

  @Test
  void anIndexThatCannotBeReadIsMadeAnewAndSearchingGoesOnMeanwhile() throws Exception {
    String epoch;
    try (Talk talk = Talk.in(directory)) {
      epoch = talk.epoch();
      talk.say("a needle");
      awaitIndexed(1);
    }
    plant();
    var indexer = new Indexer(new Database(Talk.file(directory)), epoch);
    Thread thread = Thread.ofPlatform().start(indexer);
    await(() -> indexer.ask(index -> index.progress(1)).isPresent());
    assertThat(indexed()).containsExactly("a needle", PLANTED);

    assertThat(
            indexer.ask(index -> {
              throw new SQLException("a test spoils it");
            }))
        .isEmpty();
    await(() -> indexer.ask(index -> index.progress(1)).orElse(0L) == 1);
    assertThat(indexed()).containsExactly("a needle");
    indexer.close();
    thread.join();
  }

  @Test
  void whatWasTakenBackIsGoneAtTheEndHoweverFarTheIndexIs() throws Exception {
    int many = 5_000;
    try (Talk talk = Talk.in(directory)) {
      talk.say("a secret");
      awaitIndexed(1);
      for (int i = 0; i < many; i++) {
        talk.trySaying("number " + i);
      }
      talk.append(new Draft.Delete(Talk.ANN, "", 1)).seq();
    }
    assertThat(indexed()).doesNotContain("a secret").hasSizeLessThan(many);
    try (Talk talk = Talk.in(directory)) {
      awaitIndexed(many);
      assertThat(found(talk, "secret")).isEmpty();
    }
  }
}
