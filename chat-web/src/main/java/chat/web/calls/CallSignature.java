package chat.web.calls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of a call: HMAC-SHA-256 of its time and body. */
final class CallSignature {
  private static final String ALGORITHM = "HmacSHA256";

  private CallSignature() {}

  /**
   * Signs a call.
   *
   * @param secret of the bot; its characters are the key
   * @param timestamp in seconds since 1970
   * @return {@code sha256=} and 64 hexadecimal digits, of {@code TIMESTAMP.BODY}
   */
  static String of(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(US_ASCII), ALGORITHM));
      mac.update(timestamp.getBytes(US_ASCII));
      mac.update((byte) '.');
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
