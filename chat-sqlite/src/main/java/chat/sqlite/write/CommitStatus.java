package chat.sqlite.write;

import chat.sqlite.db.FailureReason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** The outcome of the latest commit, and counters of all. Written by the committer. */
public final class CommitStatus {
  /** 5 s: as long as a commit waits for the lock of another program. */
  private static final long MAX_WAIT = Duration.ofSeconds(5).toNanos();

  private static final long IDLE = Long.MIN_VALUE;

  private final LongAdder commits = new LongAdder();
  private final LongAdder nanos = new LongAdder();
  private final LongAdder notKept = new LongAdder();
  private volatile long begunAt = IDLE;
  private volatile FailureReason failure;

  void begun(long now) {
    begunAt = now;
  }

  /** A test write does not disprove damage elsewhere in the file; a commit does. */
  void tested() {
    begunAt = IDLE;
    FailureReason reason = failure;
    if (reason != null && !reason.isDamage()) {
      failure = null;
    }
  }

  void committed(long now) {
    nanos.add(now - begunAt);
    commits.increment();
    begunAt = IDLE;
    failure = null;
  }

  void failed(Throwable e) {
    failure = FailureReason.of(e);
    begunAt = IDLE;
  }

  void refused(int drafts) {
    notKept.add(drafts);
  }

  public long commits() {
    return commits.sum();
  }

  public Duration commitTime() {
    return Duration.ofNanos(nanos.sum());
  }

  public long notKept() {
    return notKept.sum();
  }

  /**
   * Why nothing that is said now would be kept.
   *
   * @param now of {@link System#nanoTime}
   */
  public Optional<String> problem(long now) {
    FailureReason reason = failure;
    if (reason != null) {
      return Optional.of(reason.text());
    }
    long begun = begunAt;
    return begun != IDLE && now - begun > MAX_WAIT
        ? Optional.of("a commit has waited for more than 5 s")
        : Optional.empty();
  }
}
