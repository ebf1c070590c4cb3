package chat.core;

import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.member.CallQueue;
import chat.core.member.MemberStore;
import chat.core.member.MentionBatch;
import chat.core.member.MentionBatch.Mentioned;
import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the mentions of members, and the answers to their messages, behind the log: appending does
 * not wait for it. After a commit that may concern mentions it reads what was committed since the
 * position that the store has, which is kept together with the mentions: so after a crash it
 * continues where it was, when that happens next, or when a member opens the room for the first
 * time since the start. One thread, which starts with the first of these. A mention of a bot that
 * is called goes into its {@link CallQueue}, too.
 */
public final class MentionIndexer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MentionIndexer.class.getName());

  /** 1,000 entries are read at once. */
  private static final int MAX_READ = 1_000;

  /** The latest 1,000 entries of a room are looked at where it has no position. */
  private static final int MAX_WITHOUT_POSITION = 1_000;

  /** The latest 10,000 entries of a room are looked at where the position is further behind. */
  private static final int MAX_BEHIND = 10_000;

  /** 10,000 rooms may wait; those beyond wait for their next commit. */
  private static final int MAX_WAITING = 10_000;

  /** A pause is 4 times as long as the work before it. */
  private static final int PAUSE_FACTOR = 4;

  private final Transcripts transcripts;
  private final Duration gatherTime;
  private final CalledBots bots;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // The last entry of each room that waits, or 0 where it has to be read. Guarded by the lock.
  private final Map<RoomName, Long> waiting = new LinkedHashMap<>();
  // The rooms that were caught up with since the start, or are waiting. Guarded by the lock.
  private final Set<RoomName> known = new HashSet<>();
  private boolean closed;
  private Thread thread;

  /**
   * Does nothing yet.
   *
   * @param gatherTime in which commits gather before they are read
   */
  public MentionIndexer(Transcripts transcripts, Duration gatherTime) {
    this(transcripts, gatherTime, CalledBots.NONE);
  }

  /**
   * Does nothing yet.
   *
   * @param bots which are called when they are mentioned
   */
  public MentionIndexer(Transcripts transcripts, Duration gatherTime, CalledBots bots) {
    this.transcripts = transcripts;
    this.gatherTime = gatherTime;
    this.bots = bots;
  }

  /** Called after a commit of this server; does next to nothing. */
  public void committed(RoomName room, Entry entry) {
    if (concernsMentions(entry)) {
      add(room, entry.seq());
    }
  }

  private static boolean concernsMentions(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> said.replyTo() > 0 || said.text().indexOf('@') >= 0;
      case Entry.Edited edited -> edited.text().indexOf('@') >= 0;
      case Entry.Deleted deleted -> true;
      case Entry.Reacted reacted -> false;
      case Entry.Pinned pinned -> false;
    };
  }

  /** Called when a member has opened a room, which may be behind since a crash. */
  public void opened(RoomName room) {
    lock.lock();
    try {
      if (!known.contains(room)) {
        addLocked(room, 0);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Called for a room that may be behind, because a server has ended. */
  public void check(RoomName room) {
    add(room, 0);
  }

  private void add(RoomName room, long last) {
    lock.lock();
    try {
      addLocked(room, last);
    } finally {
      lock.unlock();
    }
  }

  private void addLocked(RoomName room, long last) {
    if (closed || (waiting.size() >= MAX_WAITING && !waiting.containsKey(room))) {
      return;
    }
    waiting.merge(room, last, Math::max);
    if (known.size() >= MAX_WAITING) {
      known.clear();
    }
    known.add(room);
    if (thread == null) {
      thread = Thread.ofVirtual().name("mentions").start(this::run);
    }
    changed.signal();
  }

  private void run() {
    Optional<Map<RoomName, Long>> round = next();
    while (round.isPresent()) {
      round.get().forEach(this::index);
      round = next();
    }
  }

  /** Waits for rooms, and gathers more of them; empty when it is closed. */
  private Optional<Map<RoomName, Long>> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      pauseLocked(gatherTime);
      Map<RoomName, Long> round = new LinkedHashMap<>(waiting);
      waiting.clear();
      return closed ? Optional.empty() : Optional.of(round);
    } finally {
      lock.unlock();
    }
  }

  private void pauseLocked(Duration time) {
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts this thread", e);
    }
  }

  private void index(RoomName room, long last) {
    long begun = System.nanoTime();
    try {
      transcripts.find(room).ifPresent(log -> index(room, last, log));
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "mentions are kept later: {0}", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "mentions were not kept", e);
    }
    lock.lock();
    try {
      pauseLocked(Duration.ofNanos(PAUSE_FACTOR * (System.nanoTime() - begun)));
    } finally {
      lock.unlock();
    }
  }

  private void index(RoomName room, long knownLast, Transcript log) {
    MemberStore members = transcripts.members();
    long last = knownLast == 0 ? last(log) : knownLast;
    long from =
        members
            .mentionedUpTo(room)
            .filter(position -> position.epoch().equals(log.epoch()))
            .map(position -> Math.max(position.seq(), last - MAX_BEHIND))
            .orElse(Math.max(0, last - MAX_WITHOUT_POSITION));
    while (from < last) {
      long upTo = Math.min(last, from + MAX_READ);
      var limit = new ReadLimit(MAX_READ, Integer.MAX_VALUE);
      // Empty where entries were evicted.
      List<Entry> entries = log.after(from, upTo, limit).orElse(List.of());
      var finder = new MentionFinder(room, log, members, bots);
      members.add(batch(room, new ReadPosition(log.epoch(), upTo), entries, finder));
      from = upTo;
    }
  }

  private static long last(Transcript log) {
    return log.before(1, new ReadLimit(1, 1)).asOf();
  }

  private static MentionBatch batch(
      RoomName room, ReadPosition upTo, List<Entry> entries, MentionFinder finder) {
    List<Mentioned> added = new ArrayList<>();
    Set<Long> deleted = new HashSet<>();
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Said said -> added.addAll(finder.mentions(said));
        case Entry.Edited edited -> added.addAll(finder.mentions(edited));
        case Entry.Deleted gone -> deleted.add(gone.target());
        case Entry.Reacted reacted -> {}
        case Entry.Pinned pinned -> {}
      }
    }
    added.removeIf(mentioned -> deleted.contains(mentioned.message()));
    return new MentionBatch(room, upTo, added, deleted);
  }

  /** Ends soon; what waits is found by the store's position. */
  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      join(running);
    }
  }

  private static void join(Thread running) {
    try {
      running.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
