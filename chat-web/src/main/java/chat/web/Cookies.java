package chat.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The cookies that a request brings, and those that an answer sets. */
final class Cookies {
  private Cookies() {}

  /** All values under a name, in the order they came: a browser may have more than one. */
  static List<String> values(Headers headers, String name) {
    String prefix = name + '=';
    return headers.values(HeaderNames.COOKIE).stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(pair -> pair.startsWith(prefix))
        .map(pair -> pair.substring(prefix.length()))
        .toList();
  }

  /**
   * A cookie that says who somebody is: no script reads it, and it is sent to this host alone.
   *
   * @param value empty to make a browser forget it
   */
  static SetCookie signed(String name, String value, SetCookie.SameSite sites, boolean secure) {
    SetCookie.Builder cookie =
        SetCookie.builder(name, value).path("/").httpOnly(true).sameSite(sites).secure(secure);
    // Helidon leaves a Max-Age of 0 out: an empty cookie would stay until the browser ends.
    return (value.isEmpty() ? cookie.expires(Instant.EPOCH) : cookie.maxAge(SignedCookie.LIFETIME))
        .build();
  }
}
