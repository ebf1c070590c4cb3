package chat.web.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import chat.core.name.Member;
import chat.core.testing.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemberTurnsTest {
  private static final Member ANN = new Member("1", "Ann");
  private static final Member BEN = new Member("2", "Ben");

  private final MemberTurns turns = new MemberTurns();

  @Test
  void workOfOneMemberRunsInTurnAndThatOfOthersMeanwhile() throws Exception {
    var running = new AtomicInteger();
    var most = new AtomicInteger();
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(
            threads.submit(() ->
                turns.run(
                    ANN,
                    () -> {
                      most.accumulateAndGet(running.incrementAndGet(), Math::max);
                      begun.countDown();
                      awaitUninterrupted(end);
                      return running.decrementAndGet();
                    })));
      }
      assertThat(begun.await(20, SECONDS)).isTrue();

      assertThat(turns.run(BEN, () -> "Ben's")).isEqualTo("Ben's");

      end.countDown();
      for (Future<?> each : all) {
        each.get(20, SECONDS);
      }
    }
    assertThat(most).hasValue(1);
    assertThat(turns.size()).isZero();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    Await.until("the end", () -> latch.getCount() == 0);
  }

  @Test
  void workThatFailsEndsItsTurn() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            turns.run(
                ANN,
                () -> {
                  throw new IllegalStateException("no log");
                }));
    assertThat(turns.run(ANN, () -> 7)).isEqualTo(7);
    assertThat(turns.size()).isZero();
  }
}
