package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.Draft;
import chat.core.Message;
import chat.core.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The index beside the log: it comes after the log, whatever happened to either. */
@Timeout(60)
class SearchTest {
  @TempDir Path directory;

  private static List<String> found(Talk talk, String typed) {
    return talk.lobby().search(Words.of(typed), Long.MAX_VALUE, Talk.FAR).messages().stream()
        .map(Message::text)
        .toList();
  }

  /** Without the help of looking through the texts: what the index has. */
  private List<String> indexed() throws SQLException {
    try (Sql sql = new Sql(directory.resolve(SearchIndex.FILE))) {
      return sql.texts("SELECT folded FROM text ORDER BY rowid");
    }
  }

  @Test
  void theIndexHasWhatStandsAndNothingElse() throws SQLException {
    try (Talk talk = Talk.in(directory)) {
      talk.say("One thing");
      talk.say("Another thing");
      talk.say("A secret");
      talk.append(new Draft.Edit(Talk.ANN, "", 2, "It was EDITED")).seq();
      talk.append(new Draft.Delete(Talk.ANN, "", 3)).seq();
    }
    assertThat(indexed()).containsExactly("one thing", "it was edited");
  }

  @Test
  void whatIsThereBeforeTheIndexIsTakenIn() throws Exception {
    int many = 5_000;
    try (Talk talk = Talk.in(directory)) {
      for (int i = 0; i < many; i++) {
        talk.trySaying("number " + i + (i % 1_000 == 0 ? " is round" : ""));
      }
    }
    Files.delete(directory.resolve(SearchIndex.FILE));

    try (Talk talk = Talk.in(directory)) {
      while (found(talk, "is round").size() < 5) {
        Thread.onSpinWait();
      }
      assertThat(found(talk, "number 1000 round")).containsExactly("number 1000 is round");
    }
    assertThat(indexed()).hasSize(many);
  }

  @Test
  void aSpoiltIndexIsMadeAnew() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a needle");
    }
    Files.writeString(directory.resolve(SearchIndex.FILE), "this is no database ".repeat(1_000));

    try (Talk talk = Talk.in(directory)) {
      assertThat(found(talk, "needle")).containsExactly("a needle");
    }
    assertThat(indexed()).containsExactly("a needle");
  }

  @Test
  void anIndexOfAnotherNumberingIsMadeAnew() throws Exception {
    try (Talk talk = Talk.in(directory)) {
      talk.say("a needle");
    }
    byte[] old = Files.readAllBytes(directory.resolve(SearchIndex.FILE));
    Files.delete(directory.resolve("chat.db"));
    Files.delete(directory.resolve("chat.mark"));
    Files.write(directory.resolve(SearchIndex.FILE), old);

    try (Talk talk = Talk.in(directory)) {
      talk.say("a thread");
      assertThat(found(talk, "needle")).isEmpty();
      assertThat(found(talk, "thread")).containsExactly("a thread");
    }
    assertThat(indexed()).containsExactly("a thread");
  }

  @Test
  void afterAKillTheIndexGoesOn() throws IOException, SQLException {
    try (Chatterbox server = Chatterbox.start(directory)) {
      assertThat(server.acknowledged(3_000)).hasSize(3_000);
      server.kill();
    }
    int entries;
    try (Talk talk = Talk.in(directory)) {
      entries = talk.all().size();
      String last = talk.texts().getLast();
      while (found(talk, last).isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(found(talk, last)).contains(last);
    }
    assertThat(indexed()).hasSize(entries);
  }
}
