package chat.sqlite;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The text of a deleted message remains in no file. */
class ErasureTest {
  @TempDir Path directory;

  private String bytes() throws IOException {
    var all = new StringBuilder();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        all.append(content(file));
      }
    }
    return all.toString();
  }

  private static String content(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), ISO_8859_1);
    } catch (NoSuchFileException e) {
      // SQLite has deleted a journal since.
      return "";
    }
  }

  @Test
  void aDeletedMessageAndItsEditsAreErased() throws IOException {
    String secret = "secret-7f3a";
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 200; i++) {
        log.send("a message among others " + i);
      }
      long seq = log.say("it is " + secret);
      assertThat(log.say((secret + " over and over ").repeat(300))).isEqualTo(seq + 1);
      log.append(new Draft.Edit(TestLog.ANN, "", seq, "it is still " + secret)).seq();
      log.append(new Draft.Edit(TestLog.ANN, "", seq, (secret + " more ").repeat(1_000))).seq();
      log.say("another");
    }
    assertThat(bytes()).contains(secret);

    try (TestLog log = TestLog.open(directory)) {
      log.append(new Draft.Delete(TestLog.ANN, "", 201)).seq();
      log.append(new Draft.Delete(TestLog.ANN, "", 202)).seq();
      assertThat(log.entries()).hasSize(207);
    }
    assertThat(bytes()).contains("a message among others 7", "another").doesNotContain(secret);
  }

  @Test
  @Timeout(20)
  void theJournalIsEmptiedWhileTheServerRuns() throws IOException {
    String secret = "secret-5d20";
    try (TestLog log = TestLog.open(directory, TestSettings.eager())) {
      long seq = log.say("it is " + secret);
      assertThat(bytes()).contains(secret);
      log.append(new Draft.Delete(TestLog.ANN, "", seq)).seq();
      while (Files.size(directory.resolve("chat.db-wal")) > 0 || bytes().contains(secret)) {
        Thread.onSpinWait();
      }
      assertThat(log.say("goes on")).isEqualTo(seq + 2);
    }
  }

  @Test
  void aMessageThatWasOnlyInTheJournalIsErased() throws IOException {
    String secret = "secret-91bc";
    try (TestLog log = TestLog.open(directory)) {
      long seq = log.say("it is " + secret);
      log.append(new Draft.Delete(TestLog.ANN, "", seq)).seq();
    }
    assertThat(bytes()).doesNotContain(secret);
  }
}
