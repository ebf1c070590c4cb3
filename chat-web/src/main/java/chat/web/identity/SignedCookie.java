package chat.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.name.Member;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies cookie values with a member: {@code 1.ID.NAME.ISSUED.MAC}, name and MAC in
 * base64url, the time in seconds, the MAC by HMAC-SHA-256 (RFC 2104). All keys verify and the first
 * one signs, so that a key can be replaced without signing members out.
 */
public final class SignedCookie {
  /** 30 days, which each visit renews. */
  public static final Duration LIFETIME = Duration.ofDays(30);

  private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
  private static final String VERSION = "1";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAX_LENGTH = 512;
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  private final List<byte[]> keys;
  private final InstantSource clock;
  private final Duration lifetime;
  // Prototypes that are only cloned, because creating a MAC costs as much as signing. Created for
  // the first cookie and not at the start, because that loads Java's security providers; created
  // twice if two cookies arrive at once.
  private volatile List<Mac> macs;

  /**
   * @param keys at least one, the newest first
   */
  public SignedCookie(List<byte[]> keys, InstantSource clock) {
    this(keys, clock, LIFETIME);
  }

  /** The same for values that are valid for another time. */
  SignedCookie(List<byte[]> keys, InstantSource clock, Duration lifetime) {
    this.keys = List.copyOf(keys);
    this.clock = clock;
    this.lifetime = lifetime;
  }

  public String sign(Member member) {
    String content =
        String.join(
            ".",
            VERSION,
            member.id(),
            ENCODER.encodeToString(member.name().getBytes(UTF_8)),
            Long.toString(clock.instant().getEpochSecond()));
    return content + '.' + ENCODER.encodeToString(mac(macs().getFirst(), content));
  }

  /** The member of a value; empty when it is forged, malformed, expired or from the future. */
  public Optional<Member> verify(String value) {
    int end = value.lastIndexOf('.');
    if (end < 0 || value.length() > MAX_LENGTH || !isSigned(value, end)) {
      return Optional.empty();
    }
    String[] parts = value.substring(0, end).split("\\.", -1);
    if (parts.length != 4 || !parts[0].equals(VERSION)) {
      return Optional.empty();
    }
    Instant issued = Instant.ofEpochSecond(Long.parseLong(parts[3]));
    return isCurrent(issued)
        ? Optional.of(new Member(parts[1], new String(DECODER.decode(parts[2]), UTF_8)))
        : Optional.empty();
  }

  private boolean isSigned(String value, int end) {
    // Encoded, not decoded: decoding ignores some bits of the last letter of a MAC.
    byte[] given = value.substring(end + 1).getBytes(UTF_8);
    String content = value.substring(0, end);
    // In constant time, so that the time does not tell how much of a guess is right.
    for (Mac key : macs()) {
      if (MessageDigest.isEqual(ENCODER.encode(mac(key, content)), given)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCurrent(Instant issued) {
    Instant now = clock.instant();
    return !issued.isAfter(now.plus(MAX_CLOCK_SKEW)) && now.isBefore(issued.plus(lifetime));
  }

  private List<Mac> macs() {
    List<Mac> made = macs;
    if (made == null) {
      made = keys.stream().map(SignedCookie::keyed).toList();
      macs = made;
    }
    return made;
  }

  private static Mac keyed(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static byte[] mac(Mac keyed, String content) {
    try {
      return ((Mac) keyed.clone()).doFinal(content.getBytes(UTF_8));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own " + ALGORITHM + " can be copied", e);
    }
  }
}
