package chat.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.sqlite.db.Database;
import chat.sqlite.testing.Talk;
import chat.sqlite.write.Checkpointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Of what was taken back not a byte remains in any file. */
class ErasedTest {
  @TempDir Path directory;

  private String bytes() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        all.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void aMessageAndItsEdits() throws IOException {
    String secret = "secret-7f3a";
    try (Talk talk = Talk.in(directory)) {
      for (int i = 0; i < 200; i++) {
        talk.trySaying("a message among others " + i);
      }
      long seq = talk.say("it is " + secret);
      assertThat(talk.say((secret + " over and over ").repeat(300))).isEqualTo(seq + 1);
      talk.append(new Draft.Edit(Talk.ANN, "", seq, "it is still " + secret)).seq();
      talk.append(new Draft.Edit(Talk.ANN, "", seq, (secret + " more ").repeat(1_000))).seq();
      talk.say("another");
    }
    assertThat(bytes()).contains(secret);

    try (Talk talk = Talk.in(directory)) {
      talk.append(new Draft.Delete(Talk.ANN, "", 201)).seq();
      talk.append(new Draft.Delete(Talk.ANN, "", 202)).seq();
      assertThat(talk.all()).hasSize(207);
    }
    assertThat(bytes()).contains("a message among others 7", "another").doesNotContain(secret);
  }

  @Test
  @Timeout(20)
  void theJournalIsRidOfItWhileTheServerRuns() throws IOException {
    String secret = "secret-5d20";
    var database = new Database(Talk.file(directory));
    try (Talk talk = Talk.in(directory)) {
      long seq = talk.say("it is " + secret);
      assertThat(bytes()).contains(secret);
      talk.append(new Draft.Delete(Talk.ANN, "", seq)).seq();

      var checkpoints = new Checkpointer(database);
      checkpoints.committed(true);
      // The server's own may be at it at the same time: then one of them has to try again.
      while (Files.size(directory.resolve("chat.db-wal")) > 0) {
        checkpoints.copy();
      }
      // Of the index as well, which is a little behind.
      while (bytes().contains(secret)) {
        Thread.onSpinWait();
      }
      assertThat(talk.say("goes on")).isEqualTo(seq + 2);
    }
  }

  @Test
  void aMessageThatNeverLeftTheJournal() throws IOException {
    String secret = "secret-91bc";
    try (Talk talk = Talk.in(directory)) {
      long seq = talk.say("it is " + secret);
      talk.append(new Draft.Delete(Talk.ANN, "", seq)).seq();
    }
    assertThat(bytes()).doesNotContain(secret);
  }
}
