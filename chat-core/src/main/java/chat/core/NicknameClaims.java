package chat.core;

import chat.core.name.Member;

/**
 * The claims of members to nicknames. A name is claimed by signing in; it stays its member's while
 * the member is present in any room, and for a while after. Names are compared by their skeletons
 * (confusable names have a skeleton in common). Safe for many threads.
 *
 * <p>A member has one name, that of its latest sign-in, but may have cookies of earlier ones, each
 * with another name. So there are two ways to a name: {@link #claim} is for a sign-in, {@link
 * #reclaim} is for a cookie. The second never takes a name away, not even from the same member: an
 * old cookie is refused while the new name is held, and valid again when it is not and no other
 * member has taken the old name. A connection reclaims twice, at admission and after it has joined,
 * because a sign-in between the two would not have seen it.
 *
 * <p>A name that was replaced cannot be claimed while the member is still present under it. So two
 * members with confusable names are never present at once.
 *
 * <p>Claims that several servers share throw a {@link chat.core.cluster.StoreUnavailableException}
 * while they cannot be read or changed.
 */
public interface NicknameClaims extends RoomListener {
  /**
   * Claims the name of a member, in place of its former name.
   *
   * @return false when another member has the name
   */
  boolean claim(Member member);

  /**
   * The same for a sign-in that no person may have made, such as a link that a program opened:
   * until the member is present, the name yields to a {@link #claim} of another member.
   */
  boolean claimWeakly(Member member);

  /**
   * Claims the name of a member again, unless the member has another one by now.
   *
   * @return false when another member has the name, or this member has another name
   */
  boolean reclaim(Member member);

  /** Whether {@link #reclaim} would succeed; no claim is prolonged. */
  boolean canReclaim(Member member);

  /**
   * The same as {@link #reclaim} for a member that has just joined. If it is not present any more,
   * it has signed out since, and a name that was released must not be claimed again.
   */
  boolean reclaimIfPresent(Member member);

  /** Whether a member could claim its name; does not claim it. */
  boolean isFreeFor(Member member);

  /** Ends the claim of a member at once, unless one of its connections has joined meanwhile. */
  void release(String memberId);

  /** The number of rooms in which a member is present under its name. */
  int roomCount(Member member);

  /** Removes claims that are over. Called several times a second. */
  void expire();
}
