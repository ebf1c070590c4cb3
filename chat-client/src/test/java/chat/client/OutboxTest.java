package chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Commands are sent one at a time, in order, and again until each is answered. */
class OutboxTest {
  private final List<String> sent = new ArrayList<>();
  private final List<Runnable> later = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();

  private final Outbox outbox =
      new Outbox((action, pause) -> {
        later.add(action);
        pauses.add(pause);
      });

  private void runLater() {
    later.removeFirst().run();
  }

  @Test
  void waitsForAConnectionAndForEachAnswer() {
    CompletableFuture<Long> first = outbox.add("1", "frame 1");
    CompletableFuture<Long> second = outbox.add("2", "frame 2");
    assertThat(sent).isEmpty();
    outbox.connected(sent::add);
    assertThat(sent).containsExactly("frame 1");
    outbox.acknowledged("1", 7);
    assertThat(first).isCompletedWithValue(7L);
    assertThat(sent).containsExactly("frame 1", "frame 2");
    assertThat(second).isNotDone();
  }

  @Test
  void sendsWhatWasNotAnsweredAgainByTheNextConnection() {
    outbox.connected(sent::add);
    CompletableFuture<Long> answer = outbox.add("1", "frame 1");
    var _ = outbox.add("2", "frame 2");
    outbox.disconnected();
    List<String> anew = new ArrayList<>();
    outbox.connected(anew::add);
    assertThat(sent).containsExactly("frame 1");
    assertThat(anew).containsExactly("frame 1");
    outbox.acknowledged("1", 3);
    outbox.acknowledged("1", 3);
    assertThat(answer).isCompletedWithValue(3L);
    assertThat(anew).containsExactly("frame 1", "frame 2");
  }

  @Test
  void waitsAndSendsAgainWhatWasTooFast() {
    outbox.connected(sent::add);
    CompletableFuture<Long> answer = outbox.add("1", "frame 1");
    var _ = outbox.add("2", "frame 2");
    outbox.refused("1", new RefusedException("too-fast", ""), Duration.ofMillis(300));
    assertThat(sent).containsExactly("frame 1");
    assertThat(pauses).containsExactly(Duration.ofMillis(300));
    runLater();
    assertThat(sent).containsExactly("frame 1", "frame 1");
    assertThat(answer).isNotDone();
  }

  @Test
  void aRefusalEndsACommandAndTheNextIsSent() {
    outbox.connected(sent::add);
    var refusal = new RefusedException("too-long", "");
    CompletableFuture<Long> answer = outbox.add("1", "frame 1");
    var _ = outbox.add("2", "frame 2");
    outbox.refused("1", refusal, Duration.ZERO);
    assertThat(answer).isCompletedExceptionally();
    assertThat(answer.exceptionNow()).isSameAs(refusal);
    assertThat(sent).containsExactly("frame 1", "frame 2");
  }

  @Test
  void underAnotherMemberNothingIsSentTwice() {
    outbox.connected(sent::add);
    CompletableFuture<Long> unknown = outbox.add("1", "frame 1");
    CompletableFuture<Long> waiting = outbox.add("2", "frame 2");
    outbox.disconnected();
    outbox.memberChanged();
    assertThat(unknown.exceptionNow()).isInstanceOf(ClientEndedException.class);
    outbox.connected(sent::add);
    assertThat(sent).containsExactly("frame 1", "frame 2");
    assertThat(waiting).isNotDone();
  }

  @Test
  void theEndCompletesAllAndWhatIsAddedLater() {
    var end = new ClientEndedException("closed");
    CompletableFuture<Long> before = outbox.add("1", "frame 1");
    outbox.end(end);
    CompletableFuture<Long> after = outbox.add("2", "frame 2");
    assertThat(before.exceptionNow()).isSameAs(end);
    assertThat(after.exceptionNow()).isSameAs(end);
    outbox.connected(sent::add);
    assertThat(sent).isEmpty();
  }
}
