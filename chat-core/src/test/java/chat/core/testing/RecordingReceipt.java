package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Receipt;
import chat.core.log.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A receipt that records each call, of which there should be one, and can be waited for. */
public final class RecordingReceipt implements Receipt {
  private static final int TIMEOUT_SECONDS = 20;

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch called = new CountDownLatch(1);
  private volatile long seq;
  private volatile Refusal refusal;

  @Override
  public void kept(long keptSeq) {
    seq = keptSeq;
    record("kept " + keptSeq);
  }

  @Override
  public void refused(Refusal reason) {
    refusal = reason;
    record(reason.code().text());
  }

  private void record(String call) {
    calls.add(call);
    called.countDown();
  }

  /** The calls so far, such as {@code kept 1} or {@code too-long}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  public boolean isCalled() {
    return !calls.isEmpty();
  }

  /** How long the refusal says to wait; zero without one. */
  public Duration retryAfter() {
    return refusal == null ? Duration.ZERO : refusal.retryAfter();
  }

  /** Waits for the call; whether the draft was kept. */
  public boolean isKept() {
    await();
    return refusal == null;
  }

  /** Waits for the call; the number of the entry. */
  public long seq() {
    await();
    assertThat(refusal).as("refusal").isNull();
    return seq;
  }

  /** Waits for the call; the code of the refusal. */
  public Refusal.Code refusal() {
    await();
    assertThat(refusal).as("refusal, not %s", calls).isNotNull();
    return refusal.code();
  }

  private void await() {
    try {
      assertThat(called.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as("a call in time").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(calls).hasSize(1);
  }
}
