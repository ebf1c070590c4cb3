package chat.app.consistency;

import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Transcript;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits for a message after the subscription, and includes it in the replay. */
final class LiveBeforeReplay extends DelegatingTranscript {
  private static final long TIMEOUT_MILLIS = 200;

  private final Semaphore added = new Semaphore(0);

  LiveBeforeReplay(Transcript sound) {
    super(sound);
  }

  @Override
  public long follow(Follower follower) {
    return delegate.follow(
        new Follower() {
          @Override
          public void kept(List<Kept> batch) {
            follower.kept(batch);
            added.release();
          }

          @Override
          public void flushed() {
            follower.flushed();
          }
        });
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
    awaitMoreThan(upTo);
    return delegate.after(seq, last(), reach);
  }

  // Makes sure that an entry is added in the short time that matters.
  private void awaitMoreThan(long seq) {
    try {
      added.drainPermits();
      boolean _ = last() > seq || added.tryAcquire(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
