package chat.sqlite.write;

import chat.sqlite.queue.GatheringQueue;
import chat.sqlite.queue.GatheringQueue.Limit;
import java.util.ArrayDeque;
import java.util.List;

/** The submissions that wait for the committer. Weights are in characters of memory. */
public final class CommitQueue {
  private final GatheringQueue<Submission> queue;
  private final Limit batch;

  /**
   * Limits of the queue.
   *
   * @param waiting how much may wait
   * @param batch how much is committed at once
   */
  public record Settings(Limit waiting, Limit batch) {
    /**
     * A disk that hangs for some seconds causes no refusal. A long queue is committed in batches
     * that a client with a quick connection can keep up with.
     */
    public static final Settings DEFAULTS =
        new Settings(new Limit(65_536, 32_000_000), new Limit(4_096, 1_000_000));
  }

  public CommitQueue(Settings settings) {
    queue = new GatheringQueue<>(new ArrayDeque<>(), Submission::weight, settings.waiting());
    batch = settings.batch();
  }

  /** Adds a submission; returns false when too much waits, or the queue is closed. */
  public boolean offer(Submission submission) {
    return queue.offer(submission);
  }

  /** Waits for the next batch; empty once the queue is closed and nothing is left. */
  List<Submission> take() {
    return queue.take(batch);
  }

  /** Refuses further submissions; those that wait are still committed. */
  public void close() {
    queue.close();
  }
}
