package chat.web.pages;

import chat.core.NicknameClaims;
import chat.core.SeatRemovals;
import chat.core.cluster.RemovalCommand;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.web.access.BanPolicy;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.identity.Identity;
import chat.web.identity.NameSkeleton;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.http.Status;
import java.util.Optional;

/**
 * Signs a client in: checks the rate limit, the nickname and the bans, and claims the nickname for
 * the member. A client with a valid cookie keeps its member id.
 */
public final class SignIn {
  private final NicknameClaims nicknames;
  private final SeatRemovals removals;
  private final Identity identity;
  private final BanPolicy bans;
  private final RateLimiter rateLimiter;
  private final ServerMetrics metrics;

  /**
   * @param rateLimiter limits the sign-ins from one address
   */
  public SignIn(
      NicknameClaims nicknames,
      SeatRemovals removals,
      Identity identity,
      BanPolicy bans,
      RateLimiter rateLimiter,
      ServerMetrics metrics) {
    this.nicknames = nicknames;
    this.removals = removals;
    this.identity = identity;
    this.bans = bans;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
  }

  /** The way of a sign-in: the form, or a link, which a program may have opened. */
  enum By {
    FORM,
    LINK
  }

  /** A refused sign-in; the message is the stable code of the refusal. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    RefusedException(Status status, String code) {
      super(code, null, false, false);
      this.status = status;
    }

    Status status() {
      return status;
    }
  }

  /**
   * Signs a client in.
   *
   * @param nickname as it was typed
   * @param current the member that the client's cookie names
   * @param by the way of this sign-in
   */
  Member signIn(String nickname, Optional<Member> current, By by, RemoteClient client)
      throws RefusedException {
    if (!rateLimiter.acquire(client).isZero()) {
      metrics.limitHit(Limit.SIGN_INS);
      throw new RefusedException(Status.TOO_MANY_REQUESTS_429, "too-many");
    }
    Nickname valid = check(nickname);
    Member member =
        current
            .map(known -> new Member(known.id(), valid.value()))
            .orElseGet(() -> identity.create(valid));
    if (bans.isBanned(member, client)) {
      throw new RefusedException(Status.FORBIDDEN_403, "banned");
    }
    if (!(by == By.FORM ? nicknames.claim(member) : nicknames.claimWeakly(member))) {
      throw taken();
    }
    if (current.isPresent()) {
      // The member's other connections get the new name too: no member speaks under two names.
      removals.remove(new RemovalCommand.Rename(member));
    }
    return member;
  }

  /** Whether signing in would rename the member. Refused where it could not. */
  boolean renames(String nickname, Member current) throws RefusedException {
    Member renamed = new Member(current.id(), check(nickname).value());
    if (!nicknames.isFreeFor(renamed)) {
      throw taken();
    }
    return !renamed.equals(current);
  }

  private static RefusedException taken() {
    return new RefusedException(Status.CONFLICT_409, "nickname-taken");
  }

  private static Nickname check(String typed) throws RefusedException {
    try {
      Nickname nickname = new Nickname(typed);
      if (NameSkeleton.isReserved(nickname.value())) {
        throw new InvalidNameException(InvalidNameException.Reason.RESERVED);
      }
      return nickname;
    } catch (InvalidNameException e) {
      throw new RefusedException(Status.BAD_REQUEST_400, "nickname-" + e.reason().code());
    }
  }
}
