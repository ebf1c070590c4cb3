package chat.sqlite.queue;

import static org.assertj.core.api.Assertions.assertThat;

import chat.sqlite.queue.GatheringQueue.Limit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A bounded queue that one consumer empties in batches. */
class GatheringQueueTest {
  private static final Duration LONG = Duration.ofDays(1);

  private static GatheringQueue<String> queue(int items, int weight) {
    return new GatheringQueue<>(new ArrayDeque<>(), String::length, new Limit(items, weight));
  }

  /** Runs the consumer on another thread until it waits. */
  private static <T> CompletableFuture<T> waiting(Supplier<T> consumer) {
    var result = new CompletableFuture<T>();
    Thread thread = Thread.ofPlatform().daemon().start(() -> result.complete(consumer.get()));
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(result).as("the consumer waits").isNotDone();
      Thread.onSpinWait();
    }
    return result;
  }

  private static <T> T get(CompletableFuture<T> result) throws Exception {
    return result.get(20, TimeUnit.SECONDS);
  }

  @Test
  void theConsumerTakesWhatHasGatheredInOrder() {
    GatheringQueue<String> queue = queue(10, 100);
    for (String item : List.of("a", "b", "b", "c")) {
      assertThat(queue.offer(item)).isTrue();
    }
    assertThat(queue.take(new Limit(3, 100))).containsExactly("a", "b", "b");
    assertThat(queue.take(Limit.NONE)).containsExactly("c");
  }

  @Test
  void aSetHoldsEqualItemsOnce() {
    GatheringQueue<String> queue = GatheringQueue.unbounded(new LinkedHashSet<>());
    for (String item : List.of("b", "a", "b")) {
      assertThat(queue.offer(item)).isTrue();
    }
    assertThat(queue.offers()).isEqualTo(3);
    assertThat(queue.drain()).containsExactly("b", "a");
    assertThat(queue.drain()).isEmpty();
  }

  @Test
  void theNumberOfItemsIsLimited() {
    GatheringQueue<String> queue = queue(2, 100);
    assertThat(queue.offer("a")).isTrue();
    assertThat(queue.offer("b")).isTrue();
    assertThat(queue.offer("c")).isFalse();
    assertThat(queue.take(new Limit(1, 100))).containsExactly("a");
    assertThat(queue.offer("c")).isTrue();
  }

  @Test
  void theWeightOfAllItemsIsLimited() {
    GatheringQueue<String> queue = queue(10, 5);
    assertThat(queue.offer("abc")).isTrue();
    assertThat(queue.offer("def")).isFalse();
    assertThat(queue.offer("de")).isTrue();
    assertThat(queue.drain()).hasSize(2);
    assertThat(queue.offer("def")).isTrue();
  }

  @Test
  void aBatchEndsWithTheItemThatReachesTheWeight() {
    GatheringQueue<String> queue = queue(10, 100);
    for (String item : List.of("abc", "def", "ghi")) {
      assertThat(queue.offer(item)).isTrue();
    }
    assertThat(queue.take(new Limit(10, 4))).containsExactly("abc", "def");
  }

  @Test
  void theConsumerWaitsForAnItem() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    CompletableFuture<List<String>> taken = waiting(() -> queue.take(Limit.NONE));
    assertThat(queue.offer("a")).isTrue();
    assertThat(get(taken)).containsExactly("a");
  }

  @Test
  void aClosedQueueRefusesItemsAndStillGivesThoseThatAreLeft() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    assertThat(queue.offer("a")).isTrue();
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    assertThat(queue.offer("b")).isFalse();
    assertThat(queue.take(Limit.NONE)).containsExactly("a");
    assertThat(queue.take(Limit.NONE)).isEmpty();
  }

  @Test
  void closingEndsAWait() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    CompletableFuture<List<String>> taken = waiting(() -> queue.take(Limit.NONE));
    queue.close();
    assertThat(get(taken)).isEmpty();
  }

  @Test
  void wakingEndsAWaitOnce() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    CompletableFuture<List<String>> taken = waiting(() -> queue.take(Limit.NONE));
    queue.wake();
    assertThat(get(taken)).isEmpty();
    assertThat(queue.pollWoken()).isTrue();
    assertThat(queue.pollWoken()).isFalse();
    assertThat(waiting(() -> queue.take(Limit.NONE))).isNotDone();
    queue.close();
  }

  @Test
  void aPauseGoesOnWhenItemsAreOfferedAndEndsWithTheClose() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    CompletableFuture<Boolean> paused = waiting(() -> pause(queue));
    assertThat(queue.offer("a")).isTrue();
    assertThat(paused).isNotDone();
    queue.close();
    assertThat(get(paused)).isTrue();
  }

  @Test
  void wakingEndsAPause() throws Exception {
    GatheringQueue<String> queue = queue(10, 100);
    CompletableFuture<Boolean> paused = waiting(() -> pause(queue));
    queue.wake();
    assertThat(get(paused)).isTrue();
  }

  private static boolean pause(GatheringQueue<String> queue) {
    queue.pause(LONG);
    return true;
  }

  @Test
  void anInterruptedThreadStillJoinsTheWorkerAndStaysInterrupted() {
    GatheringQueue<String> queue = queue(10, 100);
    var worker = WorkerThread.start("test", () -> queue.take(Limit.NONE));
    CompletableFuture<Boolean> joined =
        waiting(() -> {
          Thread.currentThread().interrupt();
          worker.join();
          return Thread.currentThread().isInterrupted();
        });
    assertThat(joined).isNotDone();
    queue.close();
    assertThat(joined.join()).isTrue();
  }
}
