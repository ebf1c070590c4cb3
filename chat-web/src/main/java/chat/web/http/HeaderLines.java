package chat.web.http;

import io.helidon.http.HeaderName;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads headers line by line. Helidon's own {@code values} looks for commas and quotes in each
 * header, whether it is a list or not, and does so again at each call.
 */
public final class HeaderLines {
  private HeaderLines() {}

  /** The values of a header, one for each line. */
  public static List<String> of(Headers headers, HeaderName name) {
    return headers.contains(name) ? headers.get(name).allValues() : List.of();
  }

  /** Whether a header that is a list has a member, ignoring case. */
  public static boolean contains(Headers headers, HeaderName name, String expected) {
    for (String member : members(headers, name)) {
      if (member.equalsIgnoreCase(expected)) {
        return true;
      }
    }
    return false;
  }

  /** The members of a header that is a list (RFC 9110, section 5.6.1), without blanks. */
  public static List<String> members(Headers headers, HeaderName name) {
    List<String> lines = of(headers, name);
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> members = new ArrayList<>();
    for (String line : lines) {
      for (String member : line.split(",", -1)) {
        members.add(member.strip());
      }
    }
    return members;
  }
}
