package chat.core.log;

import chat.core.log.Follower.Kept;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A transcript in memory, with the latest entries of a room. Its numbering ends with the process,
 * so each instance has its own epoch.
 */
public final class MemoryTranscript implements Transcript {
  /** 10,000 entries and their ids, because older ones are rarely read. */
  public static final int MAX_ENTRIES = 10_000;

  /** 4,000,000 characters of text: a room with long messages has fewer of them. */
  public static final int MAX_CHARS = 4_000_000;

  private final String epoch = Cursor.newEpoch();
  private final InstantSource clock;
  private final MemoryAttachments attachments;
  private final Consumer<Entry> committed;
  // Held while an entry is numbered and the follower notified, so that both have one order.
  private final ReentrantLock lock = new ReentrantLock();
  private Follower follower = Follower.NONE;
  private Instant lastAt = Instant.EPOCH;
  private boolean closed;
  private final MemoryMessages messages;
  private final EntryRing ring;
  private final KnownIds ids = new KnownIds();

  public MemoryTranscript(InstantSource clock) {
    this(clock, new MemoryAttachments(), entry -> {});
  }

  /**
   * @param committed called with each entry, without a lock
   */
  MemoryTranscript(InstantSource clock, MemoryAttachments attachments, Consumer<Entry> committed) {
    this(clock, new ReadLimit(MAX_ENTRIES, MAX_CHARS), attachments, committed);
  }

  MemoryTranscript(InstantSource clock, ReadLimit bounds) {
    this(clock, bounds, new MemoryAttachments(), entry -> {});
  }

  private MemoryTranscript(
      InstantSource clock,
      ReadLimit bounds,
      MemoryAttachments attachments,
      Consumer<Entry> committed) {
    this.clock = clock;
    this.attachments = attachments;
    messages = new MemoryMessages(bounds, attachments, ids::remove);
    ring = messages.ring();
    this.committed = committed;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long follow(Follower newFollower) {
    lock.lock();
    try {
      follower = newFollower;
      closed = false;
      return ring.last();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    Follower notified;
    Optional<Entry> kept;
    lock.lock();
    try {
      notified = follower;
      kept = keep(draft, receipt);
    } finally {
      lock.unlock();
    }
    notified.flushed();
    kept.ifPresent(committed);
  }

  private boolean acknowledgeKnown(Draft draft, Receipt receipt) {
    Long known = ids.find(draft);
    if (known != null) {
      receipt.kept(known);
    }
    return known != null;
  }

  /** Returns the entry, unless the draft was refused or is known. */
  private Optional<Entry> keep(Draft draft, Receipt receipt) {
    if (acknowledgeKnown(draft, receipt)) {
      return Optional.empty();
    }
    Optional<Refusal> refusal = validate(draft);
    if (refusal.isPresent()) {
      receipt.refused(refusal.get());
      return Optional.empty();
    }
    Entry entry = draft.numbered(ring.last() + 1, now());
    messages.add(entry);
    ids.add(entry);
    follower.kept(Collections.singletonList(new Kept(entry, receipt)));
    return Optional.of(entry);
  }

  private Optional<Refusal> validate(Draft draft) {
    Optional<Refusal> refusal = DraftValidator.validate(draft, messages.target(draft.target()));
    if (refusal.isPresent()) {
      return refusal;
    }
    return draft instanceof Draft.Pin pin ? messages.validatePin(pin) : attachments.attach(draft);
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    lock.lock();
    try {
      if (!acknowledgeKnown(draft, receipt)) {
        receipt.refused(refusal);
      }
    } finally {
      lock.unlock();
    }
  }

  private Instant now() {
    lastAt = EntryClock.next(lastAt, clock.instant());
    return lastAt;
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit) {
    lock.lock();
    try {
      if (seq + 1 < ring.first() || upTo > ring.last() || upTo - seq > limit.entries()) {
        return Optional.empty();
      }
      Entry[] entries = new Entry[(int) Math.max(0, upTo - seq)];
      Arrays.setAll(entries, i -> ring.get(seq + 1 + i));
      boolean within = Arrays.stream(entries).mapToInt(Entry::textLength).sum() <= limit.chars();
      return within ? Optional.of(List.of(entries)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Page before(long seq, ReadLimit max) {
    return locked(() -> messages.before(seq, max));
  }

  @Override
  public Page answers(long message, long seq, ReadLimit max) {
    return locked(() -> messages.answers(message, seq, max));
  }

  @Override
  public Page pinned(long seq, ReadLimit max) {
    return locked(() -> messages.pinned(seq, max));
  }

  /** As {@link Transcripts#erase} says. */
  int erase(Instant before, int max) {
    return locked(() -> messages.erase(before, max));
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      follower = Follower.NONE;
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Opens it anew, before it is followed, so that it is not forgotten meanwhile. */
  void reopen() {
    lock.lock();
    try {
      closed = false;
    } finally {
      lock.unlock();
    }
  }

  /** Detaches the files of all messages, because the transcript is forgotten. */
  void forget() {
    lock.lock();
    try {
      messages.forget();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a transcript can be forgotten, and what that would free.
   *
   * @param closed whether no follower is there
   * @param empty whether it never had an entry
   * @param chars the number of characters of text in it
   */
  record Usage(boolean closed, boolean empty, int chars) {
    boolean isUnused() {
      return closed && empty;
    }
  }

  Usage usage() {
    lock.lock();
    try {
      return new Usage(closed, ring.last() == 0, ring.chars());
    } finally {
      lock.unlock();
    }
  }
}
