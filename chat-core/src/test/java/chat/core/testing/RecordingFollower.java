package chat.core.testing;

import chat.core.log.Entry;
import chat.core.log.Follower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A follower that records entries and calls their receipts. */
public final class RecordingFollower implements Follower {
  private static final long TIMEOUT_NANOS = Duration.ofSeconds(20).toNanos();

  private final List<Entry> entries = new ArrayList<>();
  private int flushes;
  private int ends;

  @Override
  public synchronized void kept(List<Kept> batch) {
    batch.forEach(kept -> {
      entries.add(kept.entry());
      kept.receipt().kept(kept.entry().seq());
    });
    notifyAll();
  }

  @Override
  public synchronized void flushed() {
    flushes++;
    notifyAll();
  }

  @Override
  public synchronized void epochEnded() {
    ends++;
    notifyAll();
  }

  /** How often {@link #epochEnded} was called. */
  public synchronized int ends() {
    return ends;
  }

  /** Waits until {@link #epochEnded} was called. */
  public synchronized void awaitEpochEnded() {
    await(() -> ends > 0);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Waits until so many entries are kept. */
  public synchronized List<Entry> entries(int count) {
    await(() -> entries.size() >= count);
    return entries();
  }

  /** Waits until {@link #flushed} was called. */
  public synchronized void awaitFlushed() {
    await(() -> flushes > 0);
  }

  private void await(java.util.function.BooleanSupplier done) {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    while (!done.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("only these were kept: " + entries);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
