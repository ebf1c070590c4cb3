package chat.web.delivery;

import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.web.protocol.Dialect;
import chat.web.protocol.ReplayLimits;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The encoded entries and the history of one room in one dialect, for clients that connect. Those
 * that come back at the same time share the frames, because 10,000 replays of 512 KiB would not fit
 * into memory. Frames are kept only while a connection has them to write. Safe for many threads.
 */
public final class SharedReplay {
  private static final ReadLimit RESUMED =
      new ReadLimit(ReplayLimits.RESUMED_ENTRIES, ReplayLimits.MAX_BYTES);

  /** 100 entries that no client has asked for are encoded to keep the frames in one piece. */
  private static final int MAX_GAP = 100;

  private static final ReadLimit LATEST =
      new ReadLimit(ReplayLimits.HISTORY_MESSAGES, ReplayLimits.MAX_BYTES);

  private final Dialect dialect;
  private final Framing framing;
  // Held while the log is read, so that the clients that come meanwhile wait and share the result.
  private final ReentrantLock lock = new ReentrantLock();
  private WeakReference<Window> window = new WeakReference<>(null);
  private WeakReference<byte[]> history = new WeakReference<>(null);
  private long historyLast;

  public SharedReplay(Dialect dialect, Framing framing) {
    this.dialect = dialect;
    this.framing = framing;
  }

  /**
   * The frames of the entries after one entry up to and with another.
   *
   * @param from the last entry that the client has
   * @param last the last entry of the room when the member joined
   * @return empty when some of them were evicted, or they are beyond the limits of a replay
   */
  public Optional<List<byte[]>> entries(Transcript transcript, long from, long last) {
    if (last - from > RESUMED.entries()) {
      return Optional.empty();
    }
    if (from == last) {
      return Optional.of(List.of());
    }
    lock.lock();
    try {
      Window shared = window.get();
      Window known =
          shared == null || shared.isApartFrom(from, last) ? Window.endingAt(last) : shared;
      Window current = prepend(extend(known, transcript, last), transcript, from);
      if (shared == null || current.last >= shared.last) {
        window = new WeakReference<>(current);
      }
      return current.part(from, last);
    } finally {
      lock.unlock();
    }
  }

  /** Appends the entries that came since; a deletion among them ends all frames with the text. */
  private Window extend(Window current, Transcript transcript, long last) {
    if (last <= current.last) {
      return current;
    }
    Optional<List<Entry>> newer = transcript.after(current.last, last, RESUMED);
    boolean deleted =
        newer.isEmpty() || newer.get().stream().anyMatch(Entry.Deleted.class::isInstance);
    return deleted ? Window.endingAt(last) : current.append(encoded(newer.get()));
  }

  private Window prepend(Window current, Transcript transcript, long from) {
    return from >= current.after || current.full
        ? current
        : transcript
            .after(from, current.after, RESUMED)
            .map(older -> current.prepend(encoded(older)))
            .orElse(current);
  }

  private List<byte[]> encoded(List<Entry> entries) {
    return entries.stream()
        .map(entry -> framing.frame(dialect.entry(entry).getFirst(), entry.seq()))
        .toList();
  }

  /**
   * The frame of the latest messages.
   *
   * @param last the last entry of the room when the member joined
   */
  public byte[] history(Transcript transcript, long last) {
    lock.lock();
    try {
      byte[] frame = history.get();
      if (frame == null || historyLast != last) {
        frame = history(transcript.before(last + 1, LATEST), last);
        history = new WeakReference<>(frame);
        historyLast = last;
      }
      return frame;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets all frames, because texts in them were erased without an entry. */
  void clear() {
    lock.lock();
    try {
      window = new WeakReference<>(null);
      history = new WeakReference<>(null);
    } finally {
      lock.unlock();
    }
  }

  private byte[] history(Page page, long last) {
    return framing.frame(
        ReplayLimits.truncate(page, fitting -> dialect.history(fitting).orElseThrow()), last);
  }

  /**
   * The frames of the entries after {@code after} up to and with {@code last}.
   *
   * @param full whether the entry at {@code after} does not fit any more
   */
  private record Window(long after, long last, boolean full, List<byte[]> frames) {
    static Window endingAt(long last) {
      return new Window(last, last, false, List.of());
    }

    /**
     * Whether it is far from the entries between two others, or was cut off at its beginning in
     * favour of entries that came later.
     */
    boolean isApartFrom(long from, long upTo) {
      return from > last + MAX_GAP || upTo < after || (full && from < after && upTo < last);
    }

    Window append(List<byte[]> newer) {
      return fitting(last + newer.size(), full, frames, newer);
    }

    Window prepend(List<byte[]> older) {
      return fitting(last, full, older, frames);
    }

    /** The latest of the frames that are within the limits of a replay. */
    private static Window fitting(long last, boolean full, List<byte[]> older, List<byte[]> newer) {
      List<byte[]> all = new ArrayList<>(older);
      all.addAll(newer);
      int first = all.size();
      int bytes = 0;
      while (first > 0 && all.size() - first < RESUMED.entries()) {
        bytes += all.get(first - 1).length;
        if (bytes > ReplayLimits.MAX_BYTES) {
          break;
        }
        first--;
      }
      return new Window(
          last - (all.size() - first),
          last,
          full || first > 0,
          List.copyOf(all.subList(first, all.size())));
    }

    /** The frames of a part; empty where this has not all of it. */
    Optional<List<byte[]>> part(long from, long upTo) {
      if (from < after) {
        return Optional.empty();
      }
      // Not a sublist of the frames, because this window is kept while the part is.
      int first = (int) (from - after);
      int size = (int) (upTo - from);
      return Optional.of(
          new AbstractList<>() {
            @Override
            public byte[] get(int index) {
              return frames.get(first + index);
            }

            @Override
            public int size() {
              return size;
            }
          });
    }
  }
}
