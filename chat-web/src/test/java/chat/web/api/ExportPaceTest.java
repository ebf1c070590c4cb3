package chat.web.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ExportPaceTest {
  private static final Member ANN = new Member("1", "Ann");

  private final ReadTurns reads = new ReadTurns();
  private final ExportPace pace = new ExportPace(reads, Duration.ofDays(1));

  @Test
  void otherReadsGoOnDuringThePauseAndTheNextExportWaits() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var next = new CountDownLatch(1);
    Thread first =
        Thread.startVirtualThread(() ->
            pace.read(
                ANN,
                () -> {
                  begun.countDown();
                  return 0;
                }));
    assertThat(begun.await(20, SECONDS)).isTrue();
    Thread second =
        Thread.startVirtualThread(() ->
            pace.read(
                new Member("2", "Ben"),
                () -> {
                  next.countDown();
                  return 0;
                }));

    assertThat(reads.run(ANN, () -> "read")).isEqualTo("read");
    assertThat(next.getCount()).isEqualTo(1);

    // The interrupt ends the pause.
    first.interrupt();
    assertThat(next.await(20, SECONDS)).isTrue();
    second.interrupt();
    first.join();
    second.join();
  }
}
