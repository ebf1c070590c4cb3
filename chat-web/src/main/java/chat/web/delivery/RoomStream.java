package chat.web.delivery;

import chat.core.RoomListener;
import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.metrics.LatencySample;
import chat.web.protocol.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A room's frames in one dialect: each event is encoded once and appended to a linked list of
 * segments; a connection is a position in it. Nothing here is done for each connection.
 *
 * <p>Appending happens under the room's lock. Reading needs no lock: bytes before {@link
 * Segment#filled} never change. What lies before every position is garbage.
 */
public final class RoomStream implements RoomListener {
  /** Above so many present, comings and goings are gathered, so that they are not quadratic. */
  static final int LARGE_ROOM = 1_000;

  /** Gathered comings and goings name at most so many. */
  static final int NAMES_GATHERED = 50;

  private static final long GATHER_NANOS = Duration.ofSeconds(1).toNanos();

  /**
   * Comings and goings wake everybody at most so often: when a room fills, each would else be a
   * write to each who is there. Nobody notices, and whatever is said takes them along at once.
   */
  private static final long RUSH_NANOS = Duration.ofMillis(40).toNanos();

  /** Among so few a coming is told at once: it costs next to nothing. */
  static final int FEW = 100;

  // Those who have gone stay among those who wait; after so many the list is made anew.
  private static final int MOST_EXITS = 256;

  private static final int SMALLEST_SEGMENT = 1 << 10;

  /** As large as one write may be, and large enough that the collector has few of them to trace. */
  static final int LARGEST_SEGMENT = 1 << 16;

  private final Dialect dialect;
  private final AtomicReference<Outbox> waiting = new AtomicReference<>();
  private final AtomicInteger readers = new AtomicInteger();
  private volatile long end;
  private volatile long restedAt;
  // Up to here nothing may wait.
  private volatile long urgent;
  private volatile long wokenAt = System.nanoTime() - RUSH_NANOS;
  private final AtomicBoolean wakesLater = new AtomicBoolean();
  private final AtomicInteger exits = new AtomicInteger();
  private volatile LatencySample probe;
  // The following are read and written under the room's lock only.
  private Segment tail = new Segment(0, SMALLEST_SEGMENT);
  private final Map<Member, Boolean> gathered = new LinkedHashMap<>();
  private boolean countChanged;
  private int count;
  private long gatheredSince;

  public RoomStream(Dialect dialect) {
    this.dialect = dialect;
  }

  /** A piece of the stream. */
  static final class Segment {
    final byte[] bytes;
    // How many bytes lie before this segment.
    final long start;
    volatile int filled;
    volatile Segment next;

    Segment(long start, int capacity) {
      this.start = start;
      this.bytes = new byte[capacity];
    }
  }

  /** A place in the stream: everything after it is still to be read. */
  public record Position(Segment segment, int offset) {}

  /** Takes the position at the end of the stream. Under the room's lock. */
  public Position enter() {
    readers.incrementAndGet();
    return new Position(tail, tail.filled);
  }

  /** Gives a position up. */
  public void exit() {
    readers.decrementAndGet();
    exits.incrementAndGet();
  }

  /** How many bytes were ever appended. */
  long end() {
    return end;
  }

  /** Begins a probe with the next that may not wait. */
  void beginWithNext(LatencySample next) {
    probe = next;
  }

  /** Wakes {@code outbox} once, soon after the next append. */
  void await(Outbox outbox) {
    Outbox head;
    do {
      head = waiting.get();
      outbox.nextWaiting = head;
    } while (!waiting.compareAndSet(head, outbox));
  }

  @Override
  public void rest() {
    long now = end;
    if (restedAt == now && exits.get() < MOST_EXITS) {
      // Nothing new: waking everybody for it ten times a second kept 10,000 idle connections busy.
      return;
    }
    long rest = wokenAt + RUSH_NANOS - System.nanoTime();
    if (rest > 0 && restedAt >= urgent && readers.get() > FEW) {
      wakeIn(rest);
    } else {
      wake(now);
    }
  }

  private void wakeIn(long nanos) {
    if (wakesLater.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> {
        LockSupport.parkNanos(nanos);
        wakesLater.set(false);
        wake(end);
      });
    }
  }

  /** Wakes all who wait, for what was appended up to here. */
  private void wake(long now) {
    restedAt = now;
    wokenAt = System.nanoTime();
    exits.set(0);
    Outbox next = waiting.get() == null ? null : waiting.getAndSet(null);
    while (next != null) {
      Outbox outbox = next;
      next = outbox.nextWaiting;
      outbox.nextWaiting = null;
      outbox.taken();
    }
  }

  @Override
  public void broadcast(Entry entry) {
    if (isRead()) {
      say(dialect.entry(entry));
    }
  }

  @Override
  public void typing(Member member) {
    if (isRead()) {
      say(dialect.typing(member));
    }
  }

  @Override
  public void joined(Member member, int nowPresent) {
    if (gathers(member, true, nowPresent)) {
      return;
    }
    append(dialect.joined(member, nowPresent));
  }

  @Override
  public void left(Member member, int nowPresent) {
    if (gathers(member, false, nowPresent)) {
      return;
    }
    append(dialect.left(member, nowPresent));
  }

  private boolean isRead() {
    return readers.get() > 0;
  }

  private boolean gathers(Member member, boolean joined, int nowPresent) {
    count = nowPresent;
    if (!isRead()) {
      return true;
    }
    if (nowPresent <= LARGE_ROOM) {
      tellGathered();
      return false;
    }
    countChanged = true;
    // Who came and went within the second is told once, as it is now.
    gathered.remove(member);
    if (gathered.size() < NAMES_GATHERED) {
      gathered.put(member, joined);
    }
    return true;
  }

  @Override
  public void settled() {
    if (countChanged && System.nanoTime() - gatheredSince >= GATHER_NANOS) {
      tellGathered();
    }
  }

  private void tellGathered() {
    if (!countChanged) {
      return;
    }
    List<Member> joined = new ArrayList<>();
    List<Member> left = new ArrayList<>();
    gathered.forEach((member, came) -> (came ? joined : left).add(member));
    append(dialect.presence(joined, left, count));
    gathered.clear();
    countChanged = false;
    gatheredSince = System.nanoTime();
  }

  /** Appends what may not wait. */
  private void say(Optional<byte[]> text) {
    LatencySample next = probe;
    if (next != null && text.isPresent()) {
      probe = null;
      next.begin(end + FrameEncoder.textLength(text.get().length));
    }
    append(text);
    urgent = end;
  }

  private void append(Optional<byte[]> text) {
    if (text.isPresent()) {
      append(text.get());
    }
  }

  private void append(byte[] text) {
    int length = FrameEncoder.textLength(text.length);
    Segment segment = tail;
    int at = segment.filled;
    if (segment.bytes.length - at < length) {
      segment = new Segment(segment.start + at, capacity(segment, length));
      at = 0;
      FrameEncoder.putText(segment.bytes, 0, text);
      segment.filled = length;
      tail.next = segment;
      tail = segment;
    } else {
      FrameEncoder.putText(segment.bytes, at, text);
      segment.filled = at + length;
    }
    end = segment.start + segment.filled;
  }

  private static int capacity(Segment before, int needed) {
    return Math.max(needed, Math.min(LARGEST_SEGMENT, before.bytes.length * 2));
  }
}
