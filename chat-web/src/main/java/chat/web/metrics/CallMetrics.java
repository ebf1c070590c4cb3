package chat.web.metrics;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counters of calls to bots. */
public final class CallMetrics {
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder givenUp = new LongAdder();
  private final AtomicInteger waiting = new AtomicInteger();

  /** Counts a call that a bot has answered. */
  public void countAnswered() {
    answered.increment();
  }

  /** Counts a try that has failed. */
  public void countFailed() {
    failed.increment();
  }

  /** Counts a call whose last try has failed. */
  public void countGivenUp() {
    givenUp.increment();
  }

  /** Sets how many calls this server is to make. */
  public void setWaiting(int calls) {
    waiting.set(calls);
  }

  public long answered() {
    return answered.sum();
  }

  public long failed() {
    return failed.sum();
  }

  public long givenUp() {
    return givenUp.sum();
  }

  public int waiting() {
    return waiting.get();
  }
}
