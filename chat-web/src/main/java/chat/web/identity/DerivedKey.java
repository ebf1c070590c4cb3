package chat.web.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Derives keys for one purpose each, so that what one of them signs is not valid for another. */
final class DerivedKey {
  private DerivedKey() {}

  static byte[] of(String purpose, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(purpose.getBytes(UTF_8));
      return digest.digest(key);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
