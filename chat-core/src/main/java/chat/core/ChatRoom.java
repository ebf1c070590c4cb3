package chat.core;

import chat.core.cluster.ClusterRoomListener;
import chat.core.file.FileReferences;
import chat.core.log.DraftLimit;
import chat.core.log.Follower;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A room: its members, and the order in which all listeners are notified of joins, leaves and kept
 * entries. {@link #join} gives a {@link Seat}.
 *
 * <p>There is one lock. Under it an event is handed to the listeners, nothing else: nothing there
 * waits, writes, or is done for each connection.
 */
public final class ChatRoom {
  private final RoomName name;
  private final Transcript transcript;
  private final RoomContext context;
  private final RoomListeners listeners;
  private final RoomMembers members;
  private final ReentrantLock lock = new ReentrantLock();
  // Places of members that are not present; the room stays open for them. Guarded by the lock.
  private final Set<Seat> visits = new HashSet<>();
  private boolean closed;
  private long last;

  /**
   * Opens a room on its log.
   *
   * @param leaveGrace how long a member without a connection is still present
   * @param clock monotonic; for the grace
   */
  public ChatRoom(RoomName name, Transcript transcript, Duration leaveGrace, InstantSource clock) {
    this(
        name,
        transcript,
        RoomContext.alone(new Rooms.Rules(leaveGrace, Optional.empty(), 1), clock));
  }

  ChatRoom(RoomName name, Transcript transcript, RoomContext context) {
    this.name = name;
    this.transcript = transcript;
    this.context = context;
    listeners = new RoomListeners(name);
    members = new RoomMembers(listeners, rules().leaveGrace(), context.clock());
    lock.lock();
    try {
      // The log may notify of a new entry before its last one is assigned here.
      last = transcript.follow(new TranscriptSubscriber());
    } finally {
      lock.unlock();
    }
    members.shareBy(context.cluster().open(name, new ClusterSubscriber()));
  }

  public RoomName name() {
    return name;
  }

  public Transcript transcript() {
    return transcript;
  }

  Rooms.Rules rules() {
    return context.rules();
  }

  SpeechRules speechRules() {
    return context.speechRules();
  }

  FileReferences files() {
    return context.files();
  }

  /** The limit of a member's drafts over all servers, without slow mode. */
  DraftLimit rateLimit(Member member) {
    return context.speechRules().rate(member);
  }

  /** The sequence number of the last entry that was broadcast. */
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  boolean isPresent(String memberId) {
    return members.contains(memberId);
  }

  /** Adds a listener, which is notified of everything from now on. */
  public void addListener(RoomListener listener) {
    listeners.add(listener);
  }

  /** How many members are present, those in their grace and at other servers included. */
  public int count() {
    return members.count();
  }

  /**
   * At most {@code max} of the members present. Read without the lock: the listeners are notified
   * of joins and leaves meanwhile, so that a list and the events after it agree in the end.
   */
  public List<Member> members(int max) {
    return members.list(max);
  }

  /** All members present, in no order; as {@link #members(int)} says. */
  public List<Member> members() {
    return members(Integer.MAX_VALUE);
  }

  /**
   * Gives a seat to one connection of a member.
   *
   * @param rateLimit called before each act: returns zero, or how long to wait
   * @return empty when the room was closed meanwhile; open it anew
   */
  public Optional<Seat> join(Member member, RoomClient client, Supplier<Duration> rateLimit) {
    Seat seat = new Seat(this, member, client, rateLimit, context.clock());
    List<Seat> former;
    lock.lock();
    try {
      if (closed) {
        return Optional.empty();
      }
      client.joined(this, last);
      // After a sign-in under another name the member leaves under the old one, with all its tabs.
      former = members.removeIf(member.id(), present -> !present.equals(member));
      members.add(seat);
    } finally {
      lock.unlock();
    }
    listeners.notify(RoomListener::flushed);
    notifyRemoved(former, RoomClient.RemovalReason.SIGNED_OUT);
    return Optional.of(seat);
  }

  /**
   * Gives a place to a member that acts without being present, until {@link Seat#leave}.
   *
   * @return empty when the room was closed meanwhile; open it anew
   */
  Optional<Seat> visit(Member member, Supplier<Duration> rateLimit, Supplier<Duration> lookups) {
    Seat seat = new Seat(this, member, rateLimit, lookups, context.clock());
    lock.lock();
    try {
      return !closed && visits.add(seat) ? Optional.of(seat) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Runs a change under the lock; afterwards the listeners are notified that it is complete. */
  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
    listeners.notify(RoomListener::flushed);
  }

  /** Ends one seat; the member leaves when it was the last one and the grace is over. */
  void leave(Seat seat) {
    change(() -> {
      if (!visits.remove(seat)) {
        members.leave(seat);
      }
    });
  }

  /** Removes members whose grace is over. Called several times a second. */
  public void tick() {
    change(() -> {
      members.removeExpired();
      listeners.notify(RoomListener::tick);
    });
  }

  /** Takes all seats of a member away, at once and without grace. */
  public void remove(String memberId, RoomClient.RemovalReason reason) {
    remove(memberId, present -> true, reason);
  }

  /** Takes the seats away that a member has under another name than the present one. */
  void renamed(Member member) {
    remove(member.id(), present -> !present.equals(member), RoomClient.RemovalReason.SIGNED_OUT);
  }

  private void remove(
      String memberId, Predicate<Member> condition, RoomClient.RemovalReason reason) {
    List<Seat> removed = new ArrayList<>();
    change(() -> removed.addAll(members.removeIf(memberId, condition)));
    notifyRemoved(removed, reason);
  }

  /** Takes all seats away, because the room is being closed. */
  void removeAll() {
    List<Seat> removed = new ArrayList<>();
    change(() -> removed.addAll(members.removeAll()));
    notifyRemoved(removed, RoomClient.RemovalReason.ROOM_CLOSED);
  }

  /**
   * Takes all seats away, because their clients have what is not in the log, or would miss an entry
   * that is; none can join. They come back at once, so nobody is said to have left.
   */
  private void end() {
    List<Seat> removed = new ArrayList<>();
    change(() -> {
      closed = true;
      listeners.end();
      removed.addAll(members.removeAll());
    });
    notifyRemoved(removed, RoomClient.RemovalReason.STREAM_ENDED);
  }

  /** Closes the room if no member is present here; none can join it any more. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      if (!members.isEmptyHere() || !visits.isEmpty()) {
        return false;
      }
      closed = true;
      members.removeElsewhere();
      listeners.closed();
    } finally {
      lock.unlock();
    }
    members.close();
    transcript.close();
    return true;
  }

  /** Notifies the listeners, and the other servers, that a member is writing. */
  void typing(Member member) {
    change(() -> members.typing(member));
  }

  private static void notifyRemoved(List<Seat> seats, RoomClient.RemovalReason reason) {
    seats.forEach(seat -> seat.client().removed(reason));
  }

  /** Broadcasts the entries that the transcript has kept, and only those. */
  private final class TranscriptSubscriber implements Follower {
    @Override
    public void kept(List<Kept> batch) {
      if (!broadcast(batch)) {
        end();
      }
    }

    /** Returns false when a listener missed an entry; then none is notified of the next one. */
    private boolean broadcast(List<Kept> batch) {
      boolean complete = true;
      lock.lock();
      try {
        for (Kept kept : batch) {
          last = kept.entry().seq();
          if (!listeners.broadcast(kept.entry())) {
            listeners.end();
            complete = false;
          }
          kept.receipt().kept(last);
        }
      } finally {
        lock.unlock();
      }
      return complete;
    }

    @Override
    public void flushed() {
      listeners.notify(RoomListener::flushed);
    }

    @Override
    public void epochEnded() {
      end();
    }
  }

  /** Adds the members at other servers to those here. */
  private final class ClusterSubscriber implements ClusterRoomListener {
    @Override
    public void entered(Member member) {
      change(() -> members.addElsewhere(member));
    }

    @Override
    public void exited(Member member) {
      change(() -> members.removeElsewhere(member));
    }

    @Override
    public void typing(Member member) {
      change(() -> members.typingElsewhere(member));
    }
  }
}
