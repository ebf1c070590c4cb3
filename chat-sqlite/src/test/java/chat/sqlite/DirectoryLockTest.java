package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.TranscriptProvider.OpenException;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.WriterProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory is used by one server at a time. */
class DirectoryLockTest {
  @TempDir Path directory;

  private void assertRefused() {
    assertThatThrownBy(() -> TestLog.open(directory))
        .isInstanceOf(OpenException.class)
        .hasMessage(
            "Another server is using "
                + directory
                + "; stop that one, or choose another directory with --data.");
  }

  @Test
  void aSecondLogInThisProcessIsRefusedUntilTheFirstIsClosed() {
    try (TestLog log = TestLog.open(directory)) {
      assertRefused();
      assertThat(log.say("hi")).isEqualTo(1);
      assertRefused();
    }
    TestLog.open(directory).close();
  }

  @Test
  void aSecondProcessIsRefusedUntilTheFirstHasEnded() throws IOException {
    try (WriterProcess first = WriterProcess.start(directory)) {
      assertThat(first.acknowledged(1)).hasSize(1);
      assertRefused();
      first.kill();
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.entries()).isNotEmpty();
    }
  }
}
