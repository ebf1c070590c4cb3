package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.SetCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the cookies of requests and makes those of responses. */
public final class Cookies {
  private Cookies() {}

  /** All values of a name in their order: a browser may send more than one. */
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
   * A cookie that identifies a person: no script can read it, and only this host gets it.
   *
   * @param lifetime how long the browser keeps it
   */
  public static SetCookie httpOnly(
      String name, String value, Duration lifetime, SetCookie.SameSite sites, boolean secure) {
    return httpOnly(name, value, sites, secure).maxAge(lifetime).build();
  }

  /** A cookie of this kind that has expired, so that the browser deletes it. */
  public static SetCookie expired(String name, SetCookie.SameSite sites, boolean secure) {
    // Helidon omits a Max-Age of 0, and the cookie would live until the browser ends.
    return httpOnly(name, "", sites, secure).expires(Instant.EPOCH).build();
  }

  private static SetCookie.Builder httpOnly(
      String name, String value, SetCookie.SameSite sites, boolean secure) {
    return SetCookie.builder(name, value).path("/").httpOnly(true).sameSite(sites).secure(secure);
  }
}
