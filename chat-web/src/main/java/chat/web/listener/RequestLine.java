package chat.web.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.web.http.PercentDecoding;
import io.helidon.http.Status;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request line (RFC 9112, section 3) in the one form that Helidon takes: a method that it knows,
 * origin-form, ASCII, HTTP/1.1.
 *
 * @param text the line without its end; empty where it is as it was received
 * @param authority that of a target in absolute-form, else empty
 * @param http10 whether the client sent HTTP/1.0
 * @param refusal the status to refuse the request with, after its headers are read
 */
record RequestLine(String text, String authority, boolean http10, Optional<Status> refusal) {
  static final RequestLine UNCHANGED = new RequestLine("", "", false, Optional.empty());

  // Methods are compared with case (RFC 9110, section 9.1), but not by Helidon.
  private static final RequestLine UNKNOWN_METHOD = refused(Status.NOT_IMPLEMENTED_501);

  private static final RequestLine BAD_REQUEST = refused(Status.BAD_REQUEST_400);

  /** Helidon refuses a line without a blank at once. */
  private static final RequestLine NO_LINE = new RequestLine("?", "", false, Optional.empty());

  /** 32 letters at most, because the longest registered method has 17. */
  private static final Pattern METHOD = Pattern.compile("[A-Z-]{1,32}");

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final String VERSION_1_0 = "HTTP/1.0";
  private static final String VERSION_1_1 = "HTTP/1.1";
  private static final int ASCII_END = 0x80;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** A line that is read in place of one that is refused. */
  private static RequestLine refused(Status status) {
    return new RequestLine("GET / HTTP/1.1", "", false, Optional.of(status));
  }

  /** Rewrites a line; one that is in this form already, or of another version, is kept. */
  static RequestLine of(byte[] received) {
    if (isUsual(received)) {
      return UNCHANGED;
    }
    String line = new String(received, ISO_8859_1);
    int start = line.indexOf(' ') + 1;
    int end = line.indexOf(' ', start);
    if (start == 0 || end < 0) {
      return NO_LINE;
    }
    String method = line.substring(0, start - 1);
    if (!METHOD.matcher(method).matches()) {
      return TOKEN.matcher(method).matches() ? UNKNOWN_METHOD : BAD_REQUEST;
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
      if (authority.isEmpty()) {
        return BAD_REQUEST;
      }
      target = target.startsWith("/") ? target : '/' + target;
    }
    if (!isOriginForm(target) || (hasRawBytes(target) && !PercentDecoding.isUtf8(target))) {
      return BAD_REQUEST;
    }
    String text = line.substring(0, start) + encoded(target) + ' ' + VERSION_1_1;
    return new RequestLine(text, authority, http10, Optional.empty());
  }

  /**
   * Whether a line is ASCII, its method has capitals only, its target begins with a slash, and it
   * does not end with 0.
   */
  private static boolean isUsual(byte[] line) {
    int methodEnd = 0;
    while (methodEnd < line.length && line[methodEnd] >= 'A' && line[methodEnd] <= 'Z') {
      methodEnd++;
    }
    if (methodEnd == 0
        || methodEnd > "UPDATEREDIRECTREF".length()
        || methodEnd + 2 > line.length
        || line[methodEnd] != ' '
        || line[methodEnd + 1] != '/') {
      return false;
    }
    for (int i = methodEnd; i < line.length; i++) {
      if (line[i] < 0) {
        return false;
      }
    }
    return line[line.length - 1] != '0';
  }

  /** Whether a target is in origin-form, or stands for the server as a whole. */
  private static boolean isOriginForm(String target) {
    return target.startsWith("/") || target.equals("*");
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
