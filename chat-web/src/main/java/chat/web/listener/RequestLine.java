package chat.web.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.web.http.PercentDecoding;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A request line (RFC 9112, section 3) in the one form that Helidon takes: origin-form, ASCII,
 * HTTP/1.1.
 *
 * @param text the line without its end; empty where it is as it was received
 * @param authority that of a target in absolute-form, else empty
 * @param http10 whether the client sent HTTP/1.0
 * @param malformed whether the target has bytes that are not UTF-8, or an absolute-form without a
 *     host; the request is to be refused
 */
record RequestLine(String text, String authority, boolean http10, boolean malformed) {
  static final RequestLine UNCHANGED = new RequestLine("", "", false, false);
  private static final String VERSION_1_0 = "HTTP/1.0";
  private static final String VERSION_1_1 = "HTTP/1.1";
  private static final int ASCII_END = 0x80;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** Rewrites a line; one that is in this form already, or that is no request line, is kept. */
  static RequestLine of(byte[] received) {
    if (isUsual(received)) {
      return UNCHANGED;
    }
    String line = new String(received, ISO_8859_1);
    int start = line.indexOf(' ') + 1;
    int end = line.indexOf(' ', start);
    if (start == 0 || end < 0) {
      return UNCHANGED;
    }
    String version = line.substring(end + 1);
    boolean http10 = version.equals(VERSION_1_0);
    if (!http10 && !version.equals(VERSION_1_1)) {
      return UNCHANGED;
    }
    String target = line.substring(start, end);
    int authorityStart = authorityStart(target);
    String authority = "";
    if (authorityStart > 0) {
      int authorityEnd = authorityEnd(target, authorityStart);
      authority = target.substring(authorityStart, authorityEnd);
      target = target.substring(authorityEnd);
      target = target.startsWith("/") ? target : '/' + target;
    }
    boolean malformed =
        (hasRawBytes(target) && !PercentDecoding.isUtf8(target))
            || (authorityStart > 0 && authority.isEmpty());
    String text = line.substring(0, start) + encoded(target) + ' ' + VERSION_1_1;
    return new RequestLine(text, authority, http10, malformed);
  }

  /** Whether a line is ASCII, its target begins with a slash, and it does not end with 0. */
  private static boolean isUsual(byte[] line) {
    boolean slash = false;
    for (int i = 0; i < line.length; i++) {
      if (line[i] < 0) {
        return false;
      }
      if (!slash && line[i] == ' ') {
        if (i + 1 >= line.length || line[i + 1] != '/') {
          return false;
        }
        slash = true;
      }
    }
    return line.length > 0 && line[line.length - 1] != '0';
  }

  /** The index of the authority in a target in absolute-form; 0 in any other form. */
  private static int authorityStart(String target) {
    String start = target.substring(0, Math.min(target.length(), 8)).toLowerCase(Locale.ROOT);
    if (start.startsWith("http://")) {
      return "http://".length();
    }
    return start.startsWith("https://") ? "https://".length() : 0;
  }

  private static int authorityEnd(String target, int start) {
    int end = start;
    while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static boolean hasRawBytes(String target) {
    return target.chars().anyMatch(c -> c >= ASCII_END);
  }

  /** Percent-encodes bytes above ASCII. */
  private static String encoded(String target) {
    StringBuilder encoded = new StringBuilder(target.length());
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c < ASCII_END) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits((byte) c));
      }
    }
    return encoded.toString();
  }
}
