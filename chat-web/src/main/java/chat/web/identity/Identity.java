package chat.web.identity;

import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.web.http.BearerToken;
import chat.web.http.Cookies;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Creates members, and reads and writes the cookie that identifies a member. */
public final class Identity {
  static final String COOKIE = "chat";
  private static final SetCookie.SameSite SAME_SITE = SetCookie.SameSite.LAX;
  private static final int ID_BYTES = 9;

  /** 8 cookies: a browser sends one for each path and domain; each costs a signature. */
  private static final int MAX_COOKIES = 8;

  private final SignedCookie cookies;
  private final boolean guests;
  private final Predicate<String> signedOut;
  private final Function<Headers, Optional<Member>> bots;
  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer drawn = ByteBuffer.allocate(64 * ID_BYTES).limit(0);

  /**
   * @param guests whether clients without a cookie may connect
   * @param signedOut whether no cookie of a member is valid, given the member's id
   * @param bots the bot that a request's token names
   */
  public Identity(
      SignedCookie cookies,
      boolean guests,
      Predicate<String> signedOut,
      Function<Headers, Optional<Member>> bots) {
    this.cookies = cookies;
    this.guests = guests;
    this.signedOut = signedOut;
    this.bots = bots;
  }

  /** A new member with a nickname. */
  public Member create(Nickname nickname) {
    return new Member(newId(), nickname.value());
  }

  /** A guest without a cookie, named by its address; each connection is a guest of its own. */
  public Member guest(String address) {
    String name = address.indexOf(':') < 0 ? address : '[' + address.replace(':', '.') + ']';
    return new Member(newId(), name);
  }

  /** Draws 64 ids at once, because a draw costs the same whatever its length. */
  private String newId() {
    byte[] id = new byte[ID_BYTES];
    synchronized (drawn) {
      if (!drawn.hasRemaining()) {
        random.nextBytes(drawn.array());
        drawn.clear();
      }
      drawn.get(id);
    }
    return Base64.getUrlEncoder().encodeToString(id);
  }

  /** Whether guests are allowed and the request has no cookie or token, valid or not. */
  public boolean mayBeGuest(Headers headers) {
    return guests && !hasCookie(headers) && BearerToken.of(headers).isEmpty();
  }

  /** Whether a request has an identity cookie, valid or not. */
  public boolean hasCookie(Headers headers) {
    return !Cookies.values(headers, COOKIE).isEmpty();
  }

  /** The bot or the member that sent a request of a program. */
  public Optional<Member> caller(Headers headers) {
    return bots.apply(headers).or(() -> member(headers));
  }

  /** The member whose browser sent a request; of the first 8 cookies the first valid one counts. */
  public Optional<Member> member(Headers headers) {
    List<String> values = Cookies.values(headers, COOKIE);
    for (String value : values.subList(0, Math.min(values.size(), MAX_COOKIES))) {
      Optional<Member> member = cookies.verify(value);
      if (member.isPresent() && !isSignedOut(member.get())) {
        return member;
      }
    }
    return Optional.empty();
  }

  /** Whether a member has signed out on all devices. */
  public boolean isSignedOut(Member member) {
    return signedOut.test(member.id());
  }

  /**
   * The cookie that identifies a member.
   *
   * @param secure whether browsers may send it over TLS only
   */
  public SetCookie cookie(Member member, boolean secure) {
    return Cookies.httpOnly(COOKIE, cookies.sign(member), SignedCookie.LIFETIME, SAME_SITE, secure);
  }

  /** A member's cookie after its expiry, so that the browser deletes it. */
  public SetCookie expiredCookie(boolean secure) {
    return Cookies.expired(COOKIE, SAME_SITE, secure);
  }
}
