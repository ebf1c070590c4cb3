package chat.core.testing;

import chat.core.log.Entry;
import chat.core.log.Follower;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A follower that writes down what it hears, and honours the receipts. */
public final class RecordingFollower implements Follower {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(20).toNanos();

  private final List<Entry> heard = new ArrayList<>();
  private int rests;

  @Override
  public synchronized void kept(List<Kept> batch) {
    batch.forEach(kept -> {
      heard.add(kept.entry());
      kept.receipt().kept(kept.entry().seq());
    });
    notifyAll();
  }

  @Override
  public synchronized void flushed() {
    rests++;
    notifyAll();
  }

  public synchronized List<Entry> heard() {
    return List.copyOf(heard);
  }

  /** Waits until so many entries were heard. */
  public synchronized List<Entry> heard(int count) {
    await(() -> heard.size() >= count);
    return heard();
  }

  /** Waits until it was told to rest. */
  public synchronized void awaitRest() {
    await(() -> rests > 0);
  }

  private void await(java.util.function.BooleanSupplier done) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!done.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("only heard " + heard);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
