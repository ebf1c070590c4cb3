package chat.core;

import chat.core.log.Follower;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Who is here and what is said. {@link #join} gives a {@link Seat}; all listeners hear everything
 * in one order: comings, goings, and the entries that the transcript has kept.
 *
 * <p>One lock. Under it an event is handed to the listeners, nothing else: nothing there waits,
 * writes, or is done for each connection.
 */
public final class ChatRoom {
  private static final System.Logger LOG = System.getLogger(ChatRoom.class.getName());

  private final RoomName name;
  private final Transcript transcript;
  private final Rooms.Rules rules;
  private final SpeechRules speechRules;
  private final InstantSource clock;
  private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  // Changed under the lock only; read without it by whoever lists the members.
  private final Map<String, Presence> presences = new ConcurrentHashMap<>();
  private final Queue<Departure> departures = new ArrayDeque<>();
  private volatile int count;
  private boolean closed;
  private long last;

  /**
   * Opens a room on its log.
   *
   * @param leaveGrace how long a member without a connection is still present
   * @param clock for the grace; never goes back
   */
  public ChatRoom(RoomName name, Transcript transcript, Duration leaveGrace, InstantSource clock) {
    this(
        name,
        transcript,
        new Rooms.Rules(leaveGrace, Optional.empty(), 1),
        new SpeechRules(clock),
        clock);
  }

  ChatRoom(
      RoomName name,
      Transcript transcript,
      Rooms.Rules rules,
      SpeechRules order,
      InstantSource clock) {
    this.name = name;
    this.transcript = transcript;
    this.rules = rules;
    this.speechRules = order;
    this.clock = clock;
    lock.lock();
    try {
      // The log may tell of something new before we have noted how far it was.
      last = transcript.follow(new TranscriptSubscriber());
    } finally {
      lock.unlock();
    }
  }

  private static final class Presence {
    private Member member;
    private final Set<Seat> seats = new LinkedHashSet<>(2);
    private Instant goneSince = Instant.MAX;

    Presence(Member member) {
      this.member = member;
    }
  }

  private record Departure(Presence presence, Instant since) {}

  public RoomName name() {
    return name;
  }

  public Transcript transcript() {
    return transcript;
  }

  Rooms.Rules rules() {
    return rules;
  }

  SpeechRules speechRules() {
    return speechRules;
  }

  /** The number of the last entry that was heard. */
  public long last() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  boolean isPresent(String memberId) {
    return presences.containsKey(memberId);
  }

  /** From now on {@code listener} hears everything. */
  public void addListener(RoomListener listener) {
    listeners.add(listener);
  }

  /** How many members are present, those in their grace included. */
  public int count() {
    return count;
  }

  /**
   * At most so many of the members present. Read beside the lock: whoever comes or goes meanwhile
   * is told to the listeners as well, so that a list and what follows it agree in the end.
   */
  public List<Member> members(int most) {
    return presences.values().stream().limit(most).map(p -> p.member).toList();
  }

  /** All members present, in no order; as {@link #members(int)} says. */
  public List<Member> members() {
    return members(Integer.MAX_VALUE);
  }

  /**
   * Gives a seat to one connection of a member.
   *
   * @param rateLimit asked before each act: zero, or how long to wait for it
   * @return empty when the room was closed meanwhile; open it anew
   */
  public Optional<Seat> join(Member member, RoomClient client, Supplier<Duration> rateLimit) {
    Seat seat = new Seat(this, member, client, rateLimit, clock);
    List<Seat> former;
    lock.lock();
    try {
      if (closed) {
        return Optional.empty();
      }
      client.joined(this, last);
      // Signed in again under another name: the old one goes, whatever tabs it still has.
      former = removeMember(member.id(), present -> !present.equals(member));
      addSeat(seat);
    } finally {
      lock.unlock();
    }
    notifyFlushed();
    former.forEach(old -> old.client().removed(RoomClient.RemovalReason.SIGNED_OUT));
    return Optional.of(seat);
  }

  private void addSeat(Seat seat) {
    Member member = seat.member();
    Presence presence = presences.get(member.id());
    if (presence == null) {
      presence = new Presence(member);
      presences.put(member.id(), presence);
      count = presences.size();
      notifyListeners(listener -> listener.joined(member, count));
    }
    presence.seats.add(seat);
    presence.goneSince = Instant.MAX;
  }

  /** Ends one seat; the member is gone when it was the last one and the grace is over. */
  void leave(Seat seat) {
    lock.lock();
    try {
      Presence presence = presences.get(seat.member().id());
      if (presence == null || !presence.seats.remove(seat) || !presence.seats.isEmpty()) {
        return;
      }
      if (rules.leaveGrace().isZero()) {
        removePresence(presence);
      } else {
        presence.goneSince = clock.instant();
        departures.add(new Departure(presence, presence.goneSince));
      }
    } finally {
      lock.unlock();
    }
    notifyFlushed();
  }

  private void removePresence(Presence presence) {
    presences.remove(presence.member.id());
    count = presences.size();
    notifyListeners(listener -> listener.left(presence.member, count));
  }

  /** Lets those go whose grace is over. Called several times a second. */
  public void tick() {
    lock.lock();
    try {
      Instant due = clock.instant().minus(rules.leaveGrace());
      for (Departure next = departures.peek();
          next != null && !next.since.isAfter(due);
          next = departures.peek()) {
        departures.remove();
        Presence presence = next.presence;
        // The same moment: it did not come back and go again in between.
        if (presence.goneSince.equals(next.since)
            && presences.get(presence.member.id()) == presence) {
          removePresence(presence);
        }
      }
      notifyListeners(RoomListener::tick);
    } finally {
      lock.unlock();
    }
    notifyFlushed();
  }

  /** Takes all seats of a member away, at once and without grace. */
  public void remove(String memberId, RoomClient.RemovalReason why) {
    remove(memberId, present -> true, why);
  }

  /** Takes the seats away that a member has under another name than it has now. */
  void renamed(Member member) {
    remove(member.id(), present -> !present.equals(member), RoomClient.RemovalReason.SIGNED_OUT);
  }

  private void remove(String memberId, Predicate<Member> whom, RoomClient.RemovalReason why) {
    List<Seat> dismissed;
    lock.lock();
    try {
      dismissed = removeMember(memberId, whom);
    } finally {
      lock.unlock();
    }
    notifyFlushed();
    dismissed.forEach(seat -> seat.client().removed(why));
  }

  /** Lets a member go who is like this, and gives the seats that it leaves. */
  private List<Seat> removeMember(String memberId, Predicate<Member> whom) {
    Presence presence = presences.get(memberId);
    if (presence == null || !whom.test(presence.member)) {
      return List.of();
    }
    removePresence(presence);
    return List.copyOf(presence.seats);
  }

  /** Takes all seats away: the room is being closed. */
  void removeAll() {
    List<Seat> cleared = new ArrayList<>();
    lock.lock();
    try {
      for (Presence presence : List.copyOf(presences.values())) {
        cleared.addAll(presence.seats);
        removePresence(presence);
      }
    } finally {
      lock.unlock();
    }
    notifyFlushed();
    cleared.forEach(seat -> seat.client().removed(RoomClient.RemovalReason.ROOM_CLOSED));
  }

  /** Closes the room if nobody is in it; nobody can join it any more. */
  boolean closeIfEmpty() {
    lock.lock();
    try {
      if (count > 0) {
        return false;
      }
      closed = true;
      notifyListeners(RoomListener::closed);
    } finally {
      lock.unlock();
    }
    transcript.close();
    return true;
  }

  /** Tells all that a member is writing. */
  void typing(Member member) {
    lock.lock();
    try {
      if (presences.containsKey(member.id())) {
        notifyListeners(listener -> listener.typing(member));
      }
    } finally {
      lock.unlock();
    }
    notifyFlushed();
  }

  private void notifyListeners(Consumer<RoomListener> event) {
    for (RoomListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a listener of room " + name + " failed", e);
      }
    }
  }

  private void notifyFlushed() {
    notifyListeners(RoomListener::flushed);
  }

  /** The room's ears at its transcript: what is kept is heard, and only that. */
  private final class TranscriptSubscriber implements Follower {
    @Override
    public void kept(List<Kept> batch) {
      lock.lock();
      try {
        for (Kept kept : batch) {
          last = kept.entry().seq();
          notifyListeners(listener -> listener.broadcast(kept.entry()));
          kept.receipt().kept(last);
        }
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void flushed() {
      ChatRoom.this.notifyFlushed();
    }
  }
}
