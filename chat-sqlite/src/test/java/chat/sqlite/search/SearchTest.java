package chat.sqlite.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The full-text index follows the log. */
class SearchTest extends SearchFixture {
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
