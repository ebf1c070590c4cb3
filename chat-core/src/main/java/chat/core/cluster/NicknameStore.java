package chat.core.cluster;

import chat.core.name.Member;
import java.time.Duration;
import java.util.Set;

/** The claims to nicknames at all servers. Times are those of the database. */
public interface NicknameStore {
  /**
   * Claims a name.
   *
   * @return false when another member has the name
   */
  boolean claim(NicknameClaim claim);

  /** Whether no other member has one of these skeletons. */
  boolean isFree(Set<String> skeletons, String memberId);

  /**
   * Ends the claims of a member; where it is still present, when it has left.
   *
   * @param isPresent whether it is present, as far as this server knows
   */
  void release(String memberId, boolean isPresent);

  /** Called when a member is present, as far as this server knows. Returns at once. */
  void entered(Member member);

  /**
   * Called when a member is not present any more, as far as this server knows. Returns at once.
   *
   * @param hold how long its name is kept if it is not present at another server either
   */
  void exited(Member member, Duration hold);

  /**
   * A claim to a nickname.
   *
   * @param skeletons of the name; two names with a skeleton in common count as one name
   * @param time how long the claim is kept for a member that is not present
   * @param strength decides which of two claims to a name holds
   * @param isPresent whether the member is present at this server under this name
   */
  record NicknameClaim(
      Member member, Set<String> skeletons, Duration time, Strength strength, boolean isPresent) {}

  /** The order of claims: which others a claim takes over, and to which it yields. */
  enum Strength {
    /** Of a sign-in that a person has made; takes over weak claims. */
    STRONG,
    /** Of a sign-in that a program may have made; yields to strong ones until its member enters. */
    WEAK,
    /** Of a cookie; fails when the member has another name. */
    AGAIN
  }
}
