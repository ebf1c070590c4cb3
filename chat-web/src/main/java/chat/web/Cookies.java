package chat.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Arrays;
import java.util.List;

/** The cookies that a request brings. */
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
}
