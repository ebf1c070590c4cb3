package chat.core.member;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Data kept for each member: the rooms that it opened, how far it has read in them, and where it is
 * mentioned. All of a room goes {@link #LIFETIME} after the member was last there, and when the
 * member forgets the room. No text is kept here.
 *
 * <p>Changes are gathered: a crash loses those of the last second or so, and no method waits for a
 * disk to keep them. Reads find all changes that were made before through the same store. All
 * methods are safe for many threads; those that return something throw a {@link
 * chat.core.cluster.StoreUnavailableException} when the store cannot be read.
 */
public interface MemberStore extends AutoCloseable {
  /** A store that keeps nothing. */
  MemberStore NONE = new NoMembers();

  /** 50 rooms of each member, the latest visits; as many as one request for summaries may name. */
  int MAX_ROOMS = 50;

  /** 30 days, as long as a cookie is valid. */
  Duration LIFETIME = Duration.ofDays(30);

  /** Mentions of a room are counted up to 100, as unread messages are. */
  int MAX_COUNTED = 100;

  /** Notes that a member has opened a room. Returns at once. */
  void visited(Member member, RoomName room);

  /**
   * Notes how far a member has read; ignored for a room that it has not opened, and for a position
   * before the present one of the same epoch. Counts as being there. Returns at once.
   */
  void read(String memberId, RoomName room, ReadPosition position);

  /** Forgets a room of a member, until it is opened again. Returns at once. */
  void forget(String memberId, RoomName room);

  /** The rooms of a member, the one where it was last first. */
  List<OpenedRoom> rooms(String memberId);

  /**
   * The members who opened a room under some names; of several under one name, the one who was
   * there last.
   *
   * @param names as {@link MentionParser#key} gives them
   * @return the ids of members by these names
   */
  Map<String, String> visitors(RoomName room, Collection<String> names);

  /** Up to where the mentions of a room are kept; empty for a room without any. */
  Optional<ReadPosition> mentionedUpTo(RoomName room);

  /**
   * Keeps the mentions of some entries, unless they are kept already; those of another epoch of the
   * room go. Returns at once.
   */
  void add(MentionBatch batch);

  /**
   * The mentions of a member in its rooms, the newest first.
   *
   * @param before only those with a smaller number
   */
  List<Mention> mentions(String memberId, long before, int max);

  /** Copies everything into another store; one that is never moved copies nothing. */
  void copyTo(MemberImport target);

  /** Removes what is over. Called periodically; returns at once. */
  void removeExpired();

  /**
   * Sets the listener to changes of what {@link #rooms} returns, also by other servers. It is
   * called with a member's id after the change, and must not block. A call of another server may be
   * lost.
   */
  void onChange(Consumer<String> listener);

  /** Keeps what was gathered, and closes. */
  @Override
  void close();
}
