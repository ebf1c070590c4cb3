package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The next writer may come while the last one goes. */
@Timeout(60)
class TerminationTest {
  private static final int ROUNDS = 20_000;

  @Test
  void nextWriterIsInterruptedWhateverTheLastOneDidMeanwhile() throws Exception {
    var barrier = new CyclicBarrier(2);
    var terminations = new Termination[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      terminations[i] = new Termination();
    }
    int[] lost = {0};
    Thread last =
        Thread.ofPlatform()
            .start(() -> {
              for (Termination termination : terminations) {
                termination.writeStarted();
                await(barrier);
                termination.writeEnded();
                await(barrier);
              }
            });
    for (Termination termination : terminations) {
      await(barrier);
      termination.writeStarted();
      await(barrier);
      termination.begin();
      if (!Thread.interrupted()) {
        lost[0]++;
      }
    }
    last.join();
    assertThat(lost[0]).isZero();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new AssertionError(e);
    }
  }
}
