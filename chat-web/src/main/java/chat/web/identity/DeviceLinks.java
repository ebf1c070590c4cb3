package chat.web.identity;

import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Signed links that sign another device in as the same member, once. They are signed as cookies
 * are, with keys of their own, so that any server can check those of the others.
 */
public final class DeviceLinks {
  /** 2 minutes: long enough to take out a phone, too short for a link that is found later. */
  public static final Duration VALIDITY = Duration.ofMinutes(2);

  private static final String PURPOSE = "device link ";

  private final SignedCookie tokens;
  private final BiPredicate<String, Duration> useOnce;
  private final InstantSource clock;

  /**
   * @param cookieKeys at least one, the newest first
   * @param useOnce returns whether a text is used for the first time, at all servers
   */
  public DeviceLinks(
      List<byte[]> cookieKeys, BiPredicate<String, Duration> useOnce, InstantSource clock) {
    List<byte[]> keys = cookieKeys.stream().map(key -> DerivedKey.of(PURPOSE, key)).toList();
    this.tokens = new SignedCookie(keys, clock, VALIDITY);
    this.useOnce = useOnce;
    this.clock = clock;
  }

  /**
   * A link.
   *
   * @param token its last segment
   * @param expires when it is not valid any more
   */
  public record DeviceLink(String token, Instant expires) {}

  /** A link for a member; two of one member within a second are one. */
  public DeviceLink create(Member member) {
    return new DeviceLink(tokens.sign(member), clock.instant().plus(VALIDITY));
  }

  /** The member of a token that has not expired; it may have been used. */
  public Optional<Member> member(String token) {
    return tokens.verify(token);
  }

  /** The member of a token that has not expired, once. */
  public Optional<Member> use(String token) {
    // The signature identifies the link, and is short.
    String signature = token.substring(token.lastIndexOf('.') + 1);
    return member(token).filter(member -> useOnce.test(signature, VALIDITY));
  }
}
