package chat.sqlite.write;

import chat.sqlite.queue.GatheringQueue;
import chat.sqlite.queue.GatheringQueue.Limit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The submissions that wait for the committer. Weights are in characters of memory. */
public final class CommitQueue {
  private final GatheringQueue<Submission> queue;
  private final Limit batch;
  private final Duration testInterval;
  private final LongAdder refused = new LongAdder();

  /**
   * Limits of the queue.
   *
   * @param waiting how much may wait
   * @param batch how much is committed at once
   * @param testInterval how long nobody talks before a test write
   */
  public record Settings(Limit waiting, Limit batch, Duration testInterval) {
    /**
     * A disk that hangs for some seconds causes no refusal. A long queue is committed in batches
     * that a client with a quick connection can keep up with.
     */
    public static final Settings DEFAULTS =
        new Settings(
            new Limit(65_536, 32_000_000), new Limit(4_096, 1_000_000), Duration.ofSeconds(5));
  }

  public CommitQueue(Settings settings) {
    queue = new GatheringQueue<>(new ArrayDeque<>(), Submission::weight, settings.waiting());
    batch = settings.batch();
    testInterval = settings.testInterval();
  }

  /** Adds a submission; returns false when too much waits, or the queue is closed. */
  public boolean offer(Submission submission) {
    boolean taken = queue.offer(submission);
    if (!taken) {
      refused.increment();
    }
    return taken;
  }

  /**
   * Waits for the next batch; empty when it is time for a test write, or the queue is closed and
   * nothing is left.
   */
  List<Submission> take() {
    return queue.take(batch, testInterval);
  }

  boolean isClosed() {
    return queue.isClosed();
  }

  /** How many submissions wait. */
  public int size() {
    return queue.size();
  }

  /** How many submissions were refused because too much waited. */
  public long refused() {
    return refused.sum();
  }

  /** Refuses further submissions; those that wait are still committed. */
  public void close() {
    queue.close();
  }
}
