package chat.web.delivery;

import chat.core.RoomListener;
import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.metrics.LatencySample;
import chat.web.protocol.Dialect;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The shared stream of a room in one dialect and format: each event is encoded once and appended to
 * a {@link FrameLog}; a connection is a position in it. Nothing here is done for each connection.
 *
 * <p>The room calls it under its lock, except for {@link #flushed}.
 */
public final class RoomStream implements RoomListener {
  private final Dialect dialect;
  private final Framing framing;
  private final FrameLog log;
  private final FlushScheduler flushes;
  private final PresenceBatch presence;
  private final SharedReplay replay;
  private final AtomicInteger readers = new AtomicInteger();
  private volatile LatencySample sample;

  public RoomStream(Dialect dialect, Framing framing, DeliverySettings settings) {
    this.dialect = dialect;
    this.framing = framing;
    log = new FrameLog(settings.largestWrite(), framing);
    flushes = new FlushScheduler(log, settings.flushInterval());
    presence = new PresenceBatch(settings.presenceInterval());
    replay = new SharedReplay(dialect, framing);
  }

  /** The frames of what was before, for clients that connect. */
  public SharedReplay replay() {
    return replay;
  }

  /** Takes the position at the end of the stream. Called under the room's lock. */
  public StreamPosition enter() {
    readers.incrementAndGet();
    return log.tail();
  }

  /** Gives a position up. */
  void exit() {
    readers.decrementAndGet();
    flushes.exited();
  }

  /** The number of bytes that were ever appended. */
  long end() {
    return log.end();
  }

  /** Starts a latency sample with the next message. */
  void startWithNext(LatencySample next) {
    sample = next;
  }

  /** Wakes {@code outbox} once, soon after the next append. */
  void await(Outbox outbox) {
    flushes.await(outbox);
  }

  @Override
  public void flushed() {
    flushes.flush(readers.get());
  }

  @Override
  public void broadcast(Entry entry) {
    if (isRead()) {
      dialect.entry(entry).forEach(text -> appendUrgent(Optional.of(text), entry.seq()));
    }
  }

  @Override
  public void typing(Member member) {
    if (isRead()) {
      appendUrgent(dialect.typing(member), Framing.NO_ENTRY);
    }
  }

  @Override
  public void joined(Member member, int count) {
    if (announcesEach(member, true, count)) {
      append(dialect.joined(member, count));
    }
  }

  @Override
  public void left(Member member, int count) {
    if (announcesEach(member, false, count)) {
      append(dialect.left(member, count));
    }
  }

  /** Whether a join or leave is an event of its own; else it waits in the batch. */
  private boolean announcesEach(Member member, boolean joined, int count) {
    if (!isRead()) {
      presence.clear();
      return false;
    }
    if (count > PresenceBatch.LARGE_ROOM) {
      presence.add(member, joined, count);
      return false;
    }
    append(presence.take(dialect));
    return true;
  }

  @Override
  public void tick() {
    if (presence.isDue()) {
      append(presence.take(dialect));
    }
  }

  private boolean isRead() {
    return readers.get() > 0;
  }

  /** Appends an event that must not be delayed. */
  private void appendUrgent(Optional<byte[]> text, long seq) {
    LatencySample next = sample;
    if (next != null && text.isPresent()) {
      sample = null;
      next.begin(log.end() + framing.length(text.get(), seq));
    }
    append(text, seq);
    flushes.urgent();
  }

  private void append(Optional<byte[]> text) {
    append(text, Framing.NO_ENTRY);
  }

  private void append(Optional<byte[]> text, long seq) {
    if (text.isPresent()) {
      log.append(text.get(), seq);
    }
  }
}
