package chat.web.programs;

import chat.core.NicknameClaims;
import chat.core.name.Member;

/**
 * The claims to nicknames, where those of programs are held until the owner revokes the program. A
 * program needs no claim of its own.
 */
public final class ProgramNicknames implements NicknameClaims {
  private final NicknameClaims claims;
  private final Programs programs;

  /**
   * @param claims of people
   */
  public ProgramNicknames(NicknameClaims claims, Programs programs) {
    this.claims = claims;
    this.programs = programs;
  }

  private boolean isFree(Member member) {
    return !member.isBot() && !programs.holds(member.name());
  }

  @Override
  public boolean claim(Member member) {
    return isFree(member) && claims.claim(member);
  }

  @Override
  public boolean claimWeakly(Member member) {
    return isFree(member) && claims.claimWeakly(member);
  }

  @Override
  public boolean reclaim(Member member) {
    return programs.contains(member) || (isFree(member) && claims.reclaim(member));
  }

  @Override
  public boolean canReclaim(Member member) {
    return programs.contains(member) || (isFree(member) && claims.canReclaim(member));
  }

  @Override
  public boolean reclaimIfPresent(Member member) {
    return programs.contains(member) || (isFree(member) && claims.reclaimIfPresent(member));
  }

  @Override
  public boolean isFreeFor(Member member) {
    return !programs.holds(member.name()) && claims.isFreeFor(member);
  }

  @Override
  public void release(String memberId) {
    claims.release(memberId);
  }

  @Override
  public int roomCount(Member member) {
    return claims.roomCount(member);
  }

  @Override
  public void expire() {
    claims.expire();
  }

  @Override
  public void joined(Member member, int count) {
    claims.joined(member, count);
  }

  @Override
  public void left(Member member, int count) {
    claims.left(member, count);
  }
}
