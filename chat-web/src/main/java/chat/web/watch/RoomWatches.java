package chat.web.watch;

import chat.core.Rooms;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.Transcript;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Sends to connections how the rooms stand that they watch: at once, and then at most once a second
 * when something has changed. A commit only adds its room to a set. One thread, which starts with
 * the first watch, does the rest, and pauses in proportion to its work, so that it never takes more
 * than a part of a processor from those who talk.
 */
public final class RoomWatches implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RoomWatches.class.getName());

  /** 1 s between two frames about one room. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** A pause after 5 ms of work. */
  private static final long SLICE_NANOS = Duration.ofMillis(5).toNanos();

  /** A pause is 3 times as long as the work before it. */
  private static final int PAUSE_FACTOR = 3;

  /** From 8 watchers on, the latest messages of a room are read once for all of them. */
  private static final int MANY_WATCHERS = 8;

  private final Rooms rooms;
  private final Supplier<MemberStore> members;
  private final BanPolicy bans;
  private final long interval;

  private final WatchIndex<RoomName> byRoom = new WatchIndex<>();
  private final WatchIndex<String> byMember = new WatchIndex<>();
  private final Set<RoomName> changedRooms = ConcurrentHashMap.newKeySet();
  private final Set<String> changedMembers = ConcurrentHashMap.newKeySet();
  private final Set<RoomWatcher> renewed = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  // Null until the first watch. Guarded by this.
  private volatile Thread thread;
  // Of the thread. The watchers whose rooms could not be read.
  private final Set<RoomWatcher> failed = new HashSet<>();
  private long sliceBegun;

  /**
   * @param members gives the store, once it is open
   * @param interval between two frames about one room
   */
  public RoomWatches(
      Rooms rooms, Supplier<MemberStore> members, BanPolicy bans, Duration interval) {
    this.rooms = rooms;
    this.members = members;
    this.bans = bans;
    this.interval = interval.toNanos();
  }

  /** Sets the rooms that a connection watches, in place of those before. Returns at once. */
  public void watch(RoomWatcher watcher, List<RoomName> wanted) {
    watcher.want(wanted);
    renewed.add(watcher);
    wake();
  }

  private void wake() {
    Thread running = thread;
    if (running == null) {
      start();
    } else {
      LockSupport.unpark(running);
    }
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      thread = Thread.ofVirtual().name("room-watches").start(this::run);
    }
  }

  /** Ends the watches of a connection. Returns at once. */
  public void remove(RoomWatcher watcher) {
    watcher.end();
    watch(watcher, List.of());
  }

  /** Called after a commit in a room, at any server; does next to nothing. */
  public void committed(RoomName room) {
    if (byRoom.contains(room)) {
      changedRooms.add(room);
    }
  }

  /** Called when something has changed that is kept for a member; does next to nothing. */
  public void memberChanged(String memberId) {
    if (byMember.contains(memberId)) {
      changedMembers.add(memberId);
    }
  }

  private void run() {
    long tickedAt = System.nanoTime() - interval;
    while (!closed) {
      sliceBegun = System.nanoTime();
      forEach(renewed, this::renew, failed);
      if (System.nanoTime() - tickedAt >= interval) {
        tickedAt = System.nanoTime();
        forEach(changedMembers, this::updateMember, changedMembers);
        forEach(changedRooms, this::updateRoom, changedRooms);
        renewed.addAll(failed);
        failed.clear();
      }
      awaitWork(tickedAt);
    }
  }

  /** Waits for the next tick, or without a watched room for a watch. */
  private void awaitWork(long tickedAt) {
    if (!renewed.isEmpty() || closed) {
      return;
    }
    if (byRoom.isEmpty()) {
      LockSupport.park(this);
    } else {
      LockSupport.parkNanos(this, Math.max(1, tickedAt + interval - System.nanoTime()));
    }
  }

  private interface Work<T> {
    void run(T item);
  }

  /**
   * Removes each item before it is worked on, so that a change meanwhile adds it again.
   *
   * @param again gets the items that the next tick has to try again
   */
  private <T> void forEach(Set<T> items, Work<T> work, Set<T> again) {
    for (T item : List.copyOf(items)) {
      if (!closed && items.remove(item)) {
        if (!isDone(() -> work.run(item))) {
          again.add(item);
        }
        throttle();
      }
    }
  }

  /** Whether some work is done; false when the log or the store cannot be read now. */
  private static boolean isDone(Runnable work) {
    try {
      work.run();
    } catch (StoreUnavailableException e) {
      LOG.log(Level.DEBUG, "rooms that are watched cannot be read: {0}", e.getMessage());
      return false;
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "rooms that are watched were not read", e);
    }
    return true;
  }

  private void throttle() {
    long work = System.nanoTime() - sliceBegun;
    if (work > SLICE_NANOS) {
      LockSupport.parkNanos(PAUSE_FACTOR * work);
      sliceBegun = System.nanoTime();
    }
  }

  private void renew(RoomWatcher watcher) {
    List<RoomName> wanted = watcher.hasEnded() ? List.of() : watcher.wanted();
    List.copyOf(watcher.watched.keySet()).stream()
        .filter(room -> !wanted.contains(room))
        .forEach(room -> unwatch(watcher, room));
    if (wanted.isEmpty()) {
      byMember.remove(watcher.member().id(), watcher);
      return;
    }
    // Before the state is read, so that no later change is missed.
    byMember.add(watcher.member().id(), watcher);
    wanted.forEach(room -> byRoom.add(room, watcher));
    Map<RoomName, OpenedRoom> opened = opened(watcher.member().id());
    for (RoomName room : wanted) {
      OpenedRoom known = opened.get(room);
      if (known == null) {
        unwatch(watcher, room);
      } else {
        WatchedRoom watched =
            watcher.watched.computeIfAbsent(room, first -> new WatchedRoom(known));
        watched.update(known);
        watched.repeat();
        rooms.transcript(room).ifPresent(log -> update(watcher, watched, log, Optional.empty()));
      }
    }
  }

  private Map<RoomName, OpenedRoom> opened(String memberId) {
    return members.get().rooms(memberId).stream()
        .collect(Collectors.toMap(OpenedRoom::room, Function.identity()));
  }

  private void unwatch(RoomWatcher watcher, RoomName room) {
    watcher.watched.remove(room);
    byRoom.remove(room, watcher);
  }

  private void updateMember(String memberId) {
    Set<RoomWatcher> watchers = byMember.get(memberId);
    if (watchers.isEmpty()) {
      return;
    }
    Map<RoomName, OpenedRoom> opened = opened(memberId);
    for (RoomWatcher watcher : watchers) {
      for (RoomName room : List.copyOf(watcher.watched.keySet())) {
        update(watcher, room, Optional.ofNullable(opened.get(room)));
      }
    }
  }

  private void update(RoomWatcher watcher, RoomName room, Optional<OpenedRoom> opened) {
    if (opened.isEmpty()) {
      unwatch(watcher, room);
      return;
    }
    WatchedRoom watched = watcher.watched.get(room);
    if (!watched.opened().equals(opened.get())) {
      watched.update(opened.get());
      rooms.transcript(room).ifPresent(log -> update(watcher, watched, log, Optional.empty()));
    }
  }

  private void updateRoom(RoomName room) {
    Set<RoomWatcher> watchers = byRoom.get(room);
    Optional<Transcript> log = rooms.transcript(room);
    if (watchers.isEmpty() || log.isEmpty()) {
      return;
    }
    Optional<UnreadCounter> counter =
        watchers.size() < MANY_WATCHERS
            ? Optional.empty()
            : Optional.of(UnreadCounter.of(log.get()));
    for (RoomWatcher watcher : watchers) {
      WatchedRoom watched = watcher.watched.get(room);
      if (watched != null) {
        update(watcher, watched, log.get(), counter);
        throttle();
      }
    }
  }

  private void update(
      RoomWatcher watcher, WatchedRoom watched, Transcript log, Optional<UnreadCounter> counter) {
    RoomName room = watched.opened().room();
    String id = watcher.member().id();
    long now = System.nanoTime();
    if (bans.ban(watcher.member(), watcher.client(), room).isPresent()) {
      return;
    }
    if (watched.wasSentAfter(now - interval / 2)) {
      // The next tick sends what has changed since.
      changedRooms.add(room);
      return;
    }
    RoomState state =
        counter
            .map(latest -> latest.count(watched.opened(), id))
            .orElseGet(() -> UnreadCounter.count(log, watched.opened(), id));
    if (!watched.isSent(state)) {
      watcher.send(room, state);
      watched.sent(state, now);
    }
  }

  /** The number of rooms, and of members, that are watched for. */
  int size() {
    return byRoom.size() + byMember.size();
  }

  @Override
  public void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      LockSupport.unpark(running);
    }
  }
}
