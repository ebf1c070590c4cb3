package chat.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.LogUnavailableException;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import chat.core.testing.SlowTranscript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The owner's deletions where the log keeps nothing; for the others see ModerationContract. */
class MessageModerationTest {
  private final SlowTranscript log = new SlowTranscript(new ManualClock());

  private final Transcripts transcripts =
      new Transcripts() {
        @Override
        public Transcript open(RoomName room) {
          return log;
        }

        @Override
        public void close() {}
      };

  @Test
  void deletionThatIsNotKeptIsNoSuccess() {
    var moderation = new MessageModeration(transcripts, Duration.ofMinutes(1));
    log.refuseFurther();
    assertThatThrownBy(() -> moderation.delete(RoomName.LOBBY, 1))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageContaining("not kept");
  }

  @Test
  void deletionThatWaitsForTooLongIsNoSuccess() {
    var moderation = new MessageModeration(transcripts, Duration.ofMillis(1));
    assertThatThrownBy(() -> moderation.delete(RoomName.LOBBY, 1))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessageContaining("waits");
  }
}
