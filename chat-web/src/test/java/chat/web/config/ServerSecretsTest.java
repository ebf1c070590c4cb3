package chat.web.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed ends in logs, so it has no key. */
class ServerSecretsTest {
  @Test
  void neitherTheOwnersKeyNorThoseOfTheCookiesArePrinted() {
    byte[] cookieKey = "a cookie's key".getBytes(US_ASCII);
    var secrets = ServerSecrets.temporary(List.of(cookieKey), "the owner's key");
    assertThat(secrets.ownerKey()).isEqualTo("the owner's key");
    assertThat(secrets.toString())
        .startsWith("ServerSecrets[")
        .doesNotContain("the owner's key", "cookie");
  }
}
