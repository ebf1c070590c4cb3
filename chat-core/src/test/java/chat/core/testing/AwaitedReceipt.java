package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Receipt;
import chat.core.log.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A receipt as something to wait for; it notices when it is called twice. */
public final class AwaitedReceipt implements Receipt {
  private final CompletableFuture<Object> given = new CompletableFuture<>();
  private final AtomicInteger calls = new AtomicInteger();

  @Override
  public void kept(long seq) {
    calls.incrementAndGet();
    given.complete(seq);
  }

  @Override
  public void refused(Refusal refusal) {
    calls.incrementAndGet();
    given.complete(refusal.code());
  }

  public boolean isGiven() {
    return given.isDone();
  }

  /** Waits: the number of the entry. */
  public long seq() {
    assertThat(any()).isInstanceOf(Long.class);
    return (long) any();
  }

  /** Waits: why it was refused. */
  public Refusal.Code refusal() {
    assertThat(any()).isInstanceOf(Refusal.Code.class);
    return (Refusal.Code) any();
  }

  /** Waits: the number, or why not. */
  public Object any() {
    try {
      Object answer = given.get(20, TimeUnit.SECONDS);
      assertThat(calls).hasValue(1);
      return answer;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
