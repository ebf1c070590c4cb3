package chat.app.consistency;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Refuses drafts that are not answered within 100 ms, although they may be kept. */
final class NotKeptAfterTimeout extends DelegatingTranscript {
  private static final long TIMEOUT_MILLIS = 100;

  private final ScheduledExecutorService timeouts =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  NotKeptAfterTimeout(Transcript sound) {
    super(sound);
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    var answer = new FirstAnswer(receipt);
    var _ =
        timeouts.schedule(
            () -> answer.refused(Refusal.of(Refusal.Code.NOT_KEPT)),
            TIMEOUT_MILLIS,
            TimeUnit.MILLISECONDS);
    delegate.append(draft, answer);
  }

  /** Passes on the first answer alone. */
  private static final class FirstAnswer implements Receipt {
    private final Receipt receipt;
    private final AtomicBoolean answered = new AtomicBoolean();

    FirstAnswer(Receipt receipt) {
      this.receipt = receipt;
    }

    @Override
    public void kept(long seq) {
      if (!answered.getAndSet(true)) {
        receipt.kept(seq);
      }
    }

    @Override
    public void refused(Refusal refusal) {
      if (!answered.getAndSet(true)) {
        receipt.refused(refusal);
      }
    }
  }
}
