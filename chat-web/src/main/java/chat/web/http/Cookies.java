package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The cookies that a request brings, and those that an answer sets. */
public final class Cookies {
  private Cookies() {}

  /** All values under a name, in the order they came: a browser may have more than one. */
  public static List<String> values(Headers headers, String name) {
    List<String> lines = HeaderLines.of(headers, HeaderNames.COOKIE);
    if (lines.isEmpty()) {
      return List.of();
    }
    String prefix = name + '=';
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      for (String part : line.split(";", -1)) {
        String pair = part.strip();
        if (pair.startsWith(prefix)) {
          values.add(pair.substring(prefix.length()));
        }
      }
    }
    return values;
  }

  /**
   * A cookie that says who somebody is: no script reads it, and it is sent to this host alone.
   *
   * @param value empty to make a browser forget it
   * @param lifetime how long the browser keeps it
   */
  public static SetCookie httpOnly(
      String name, String value, Duration lifetime, SetCookie.SameSite sites, boolean secure) {
    SetCookie.Builder cookie =
        SetCookie.builder(name, value).path("/").httpOnly(true).sameSite(sites).secure(secure);
    // Helidon leaves a Max-Age of 0 out: an empty cookie would stay until the browser ends.
    return (value.isEmpty() ? cookie.expires(Instant.EPOCH) : cookie.maxAge(lifetime)).build();
  }
}
