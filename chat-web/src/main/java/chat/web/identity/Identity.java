package chat.web.identity;

import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.web.http.Cookies;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Who somebody is: reads and writes the cookie that says so. */
public final class Identity {
  static final String COOKIE = "chat";
  private static final int ID_BYTES = 9;

  private final SignedCookie cookies;
  private final SecureRandom random = new SecureRandom();
  private final ByteBuffer drawn = ByteBuffer.allocate(64 * ID_BYTES).limit(0);

  public Identity(SignedCookie cookies) {
    this.cookies = cookies;
  }

  /** A new person with a nickname. */
  public Member create(Nickname nickname) {
    return new Member(newId(), nickname.value());
  }

  /** Somebody without a cookie, known by the address it comes from; each connection is its own. */
  public Member guest(String address) {
    String name = address.indexOf(':') < 0 ? address : '[' + address.replace(':', '.') + ']';
    return new Member(newId(), name);
  }

  /** Drawn for many at once: a draw costs the same whatever its length. */
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

  /** Whether a request brings a cookie of ours at all. */
  public boolean hasCookie(Headers headers) {
    return !Cookies.values(headers, COOKIE).isEmpty();
  }

  /** Who a request comes from; of several cookies the first good one counts. */
  public Optional<Member> member(Headers headers) {
    for (String value : Cookies.values(headers, COOKIE)) {
      Optional<Member> member = cookies.verify(value);
      if (member.isPresent()) {
        return member;
      }
    }
    return Optional.empty();
  }

  /**
   * The cookie that says who somebody is.
   *
   * @param secure whether browsers may send it over TLS only
   */
  public SetCookie cookie(Member member, boolean secure) {
    return cookie(cookies.sign(member), secure);
  }

  /** The cookie that makes a browser forget who it is. */
  public SetCookie expiredCookie(boolean secure) {
    return cookie("", secure);
  }

  private static SetCookie cookie(String value, boolean secure) {
    return Cookies.httpOnly(COOKIE, value, SignedCookie.LIFETIME, SetCookie.SameSite.LAX, secure);
  }
}
