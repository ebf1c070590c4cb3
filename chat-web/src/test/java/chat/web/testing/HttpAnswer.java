package chat.web.testing;

import java.util.List;
import java.util.Optional;

/**
 * What the server said to a request.
 *
 * @param headers as lines, in their order
 */
public record HttpAnswer(int status, List<String> headers, String body) {
  public Optional<String> header(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .toList();
  }

  /** The first cookie as it is to be sent back. */
  public String cookie() {
    return header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }
}
