package chat.core.testing;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** A log that keeps drafts when a test says so. */
public class SlowTranscript implements Transcript {
  private final ManualClock clock;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private Follower follower;
  private long last;
  private boolean refusing;

  public SlowTranscript(ManualClock clock) {
    this.clock = clock;
  }

  private record Waiting(Draft draft, Receipt receipt) {}

  /** Keeps all drafts that wait. */
  public void keepAll() {
    List<Follower.Kept> batch = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(new Follower.Kept(next.draft.numbered(++last, clock.instant()), next.receipt));
    }
    follower.kept(batch);
    follower.flushed();
  }

  /** Refuses each further draft at once. */
  public void refuseFurther() {
    refusing = true;
  }

  /** Refuses all drafts that wait. */
  public void refuseAll() {
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      next.receipt.refused(Refusal.of(Refusal.Code.NOT_KEPT));
    }
  }

  @Override
  public String epoch() {
    return "slow";
  }

  @Override
  public long follow(Follower newFollower) {
    follower = newFollower;
    return last;
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    waiting.add(new Waiting(draft, receipt));
    if (refusing) {
      refuseAll();
    }
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    receipt.refused(refusal);
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit) {
    return Optional.empty();
  }

  @Override
  public Page answers(long message, long seq, ReadLimit limit) {
    return before(seq, limit);
  }

  @Override
  public Page pinned(long seq, ReadLimit limit) {
    return before(seq, limit);
  }

  @Override
  public Page before(long seq, ReadLimit limit) {
    return new Page(last, List.of(), false);
  }

  @Override
  public void close() {}
}
