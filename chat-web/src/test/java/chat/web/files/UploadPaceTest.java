package chat.web.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** All uploads together keep to one rate. */
class UploadPaceTest {
  private static final int MEBIBYTE = 1 << 20;

  private final AtomicLong now = new AtomicLong(-5);
  private long paused;
  private final UploadPace pace = new UploadPace(MEBIBYTE, now::get, this::pause);

  private void pause(long nanos) {
    // Less than was asked for, as threads may wake early.
    long part = Math.max(1, nanos / 2);
    paused += part;
    now.addAndGet(part);
  }

  @Test
  void bytesWaitUntilTheyAreWithinTheRate() {
    for (int i = 0; i < 32; i++) {
      pace.pass(MEBIBYTE / 16);
    }
    assertThat(paused).isEqualTo(Duration.ofSeconds(2).toNanos());
  }

  @Test
  void timeInWhichNothingCameIsNotMadeUpFor() {
    now.addAndGet(Duration.ofHours(1).toNanos());
    pace.pass(MEBIBYTE);
    assertThat(paused).isEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void interruptedThreadDoesNotWait() {
    Thread.currentThread().interrupt();
    pace.pass(MEBIBYTE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(paused).isZero();
  }
}
