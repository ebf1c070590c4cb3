package chat.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.name.Member;
import chat.web.http.BearerToken;
import chat.web.http.Cookies;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;

/**
 * The owner's key. A request is the owner's by {@code Authorization: Bearer KEY}, or by a cookie
 * that was issued for the key. The cookie is signed with the key itself, so that a new key revokes
 * all of them, and a member's cookie is never valid as the owner's.
 */
public final class OwnerKey {
  static final String COOKIE = "chat-owner";
  private static final SetCookie.SameSite SAME_SITE = SetCookie.SameSite.STRICT;
  private static final Member OWNER = new Member("owner", "owner");

  /** 8 cookies, because each costs a signature. */
  private static final int MAX_COOKIES = 8;

  private final byte[] key;
  private final SignedCookie cookies;

  public OwnerKey(String key, InstantSource clock) {
    this.key = key.getBytes(UTF_8);
    this.cookies = new SignedCookie(List.of(DerivedKey.of("owner's cookie ", this.key)), clock);
  }

  /** Whether a text is the key, in constant time. */
  public boolean matches(String given) {
    return MessageDigest.isEqual(key, given.strip().getBytes(UTF_8));
  }

  /** Whether a request is the owner's. */
  public boolean isOwner(Headers headers) {
    return BearerToken.of(headers).map(this::matches).orElseGet(() -> hasCookie(headers));
  }

  private boolean hasCookie(Headers headers) {
    return Cookies.values(headers, COOKIE).stream()
        .limit(MAX_COOKIES)
        .anyMatch(value -> cookies.verify(value).isPresent());
  }

  /** The cookie that identifies the owner. */
  public SetCookie cookie(boolean secure) {
    return Cookies.httpOnly(COOKIE, cookies.sign(OWNER), SignedCookie.LIFETIME, SAME_SITE, secure);
  }

  /** The owner's cookie after its expiry, so that the browser deletes it. */
  public SetCookie expiredCookie(boolean secure) {
    return Cookies.expired(COOKIE, SAME_SITE, secure);
  }
}
