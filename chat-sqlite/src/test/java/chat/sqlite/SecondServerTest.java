package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.TranscriptProvider.OpenException;
import chat.sqlite.testing.Talk;
import chat.sqlite.testing.WriterProcess;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder belongs to one server at a time. */
class SecondServerTest {
  @TempDir Path directory;

  private void isRefused() {
    assertThatThrownBy(() -> Talk.in(directory))
        .isInstanceOf(OpenException.class)
        .hasMessage(
            "Another server is using "
                + directory
                + "; stop that one, or choose another directory with --data.");
  }

  @Test
  void theSecondInThisProcessIsRefusedUntilTheFirstIsClosed() {
    try (Talk talk = Talk.in(directory)) {
      isRefused();
      assertThat(talk.say("hi")).isEqualTo(1);
      isRefused();
    }
    Talk.in(directory).close();
  }

  @Test
  void theSecondProcessIsRefusedUntilTheFirstHasEndedHoweverItEnds() throws IOException {
    try (WriterProcess first = WriterProcess.start(directory)) {
      assertThat(first.acknowledged(1)).hasSize(1);
      isRefused();
      first.kill();
    }
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.all()).isNotEmpty();
    }
  }
}
