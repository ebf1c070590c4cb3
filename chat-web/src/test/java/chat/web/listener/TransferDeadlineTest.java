package chat.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferDeadlineTest {
  private static final Duration WINDOW = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(60);
  private static final int BYTES = 30 * TransferDeadline.MIN_BYTES_PER_SECOND;

  private final List<Duration> deadlines = new ArrayList<>();
  private final TransferDeadline transfer = new TransferDeadline(WINDOW, REQUEST, deadlines::add);

  @Test
  void windowBeginsWithTheTransfer() {
    assertThat(deadlines).containsExactly(WINDOW);
  }

  @Test
  void nextWindowBeginsWhenTheBytesOfOneHaveMoved() {
    transfer.moved(BYTES - 1);
    assertThat(deadlines).hasSize(1);
    transfer.moved(1);
    assertThat(deadlines).containsExactly(WINDOW, WINDOW);
    transfer.moved(BYTES - 1);
    assertThat(deadlines).hasSize(2);
    transfer.moved(10 * BYTES);
    assertThat(deadlines).hasSize(3);
  }

  @Test
  void restOfTheRequestHasTheTimeOfAny() {
    transfer.end();
    transfer.endWithin(Duration.ofSeconds(2));
    assertThat(deadlines).containsExactly(WINDOW, REQUEST, Duration.ofSeconds(2));
  }

  @Test
  void abortedTransferStaysAborted() {
    transfer.abort();
    transfer.moved(BYTES);
    transfer.end();
    assertThat(deadlines).containsExactly(WINDOW, Duration.ZERO);
  }
}
