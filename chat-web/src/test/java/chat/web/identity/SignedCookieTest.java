package chat.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cookie is valid if its signature is valid and it has not expired. */
class SignedCookieTest {
  private static final Member ANN = new Member("m1", "安 Ann");
  private static final byte[] OLD = key(1);
  private static final byte[] NEW = key(2);

  private Instant now = Instant.parse("2026-11-23T00:00:00Z");

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return key;
  }

  private SignedCookie cookies(byte[]... keys) {
    return new SignedCookie(List.of(keys), () -> now);
  }

  @Test
  void signedMemberIsVerified() {
    assertThat(cookies(NEW).verify(cookies(NEW).sign(ANN))).contains(ANN);
  }

  @Test
  void oldKeysVerifyAndTheNewestSigns() {
    String old = cookies(OLD).sign(ANN);
    SignedCookie rotated = cookies(NEW, OLD);
    assertThat(rotated.verify(old)).contains(ANN);
    assertThat(cookies(NEW).verify(rotated.sign(ANN))).contains(ANN);
    assertThat(cookies(NEW).verify(old)).isEmpty();
  }

  @Test
  void expiredAndFutureCookiesAreInvalid() {
    String cookie = cookies(NEW).sign(ANN);
    now = now.plus(SignedCookie.LIFETIME).minusSeconds(1);
    assertThat(cookies(NEW).verify(cookie)).isPresent();
    now = now.plusSeconds(1);
    assertThat(cookies(NEW).verify(cookie)).isEmpty();
    now = now.minus(SignedCookie.LIFETIME).minus(Duration.ofHours(1));
    assertThat(cookies(NEW).verify(cookie)).isEmpty();
  }

  @Test
  void partsOfTwoValidCookiesAreNoValidCookie() {
    String[] ann = cookies(NEW).sign(ANN).split("\\.", -1);
    String[] ben = cookies(NEW).sign(new Member("m2", "Ben")).split("\\.", -1);
    for (int i = 1; i < ann.length; i++) {
      if (!ann[i].equals(ben[i])) {
        String[] mixed = ann.clone();
        mixed[i] = ben[i];
        assertThat(cookies(NEW).verify(String.join(".", mixed))).as("part %d", i).isEmpty();
      }
    }
  }

  @Test
  void hugeCookieIsInvalid() {
    assertThat(cookies(NEW).verify("x".repeat(1_000_000) + ".y")).isEmpty();
  }
}
