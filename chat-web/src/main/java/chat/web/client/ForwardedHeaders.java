package chat.web.client;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forwarding headers of a request: {@code Forwarded} (RFC 7239) or {@code X-Forwarded-*}.
 *
 * @param addresses the client of each proxy, that of the nearest proxy last
 * @param protocol the scheme of the request to the nearest proxy that names one
 * @param host the host of the request to the nearest proxy that names one
 * @param contradictory whether the two kinds of headers disagree: a proxy that writes one kind
 *     passes the other one on, forged perhaps, and it is unknown which one is the proxy's
 */
public record ForwardedHeaders(
    List<String> addresses,
    Optional<String> protocol,
    Optional<String> host,
    boolean contradictory) {
  private static final HeaderName REAL_IP = HeaderNames.create("X-Real-IP");
  private static final HeaderName HOST = HeaderNames.create("X-Forwarded-Host");
  private static final Pattern PAIR =
      Pattern.compile(
          "\\s*([!#$%&'*+.^_`|~\\w-]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|[^\",;]*+)\\s*([;,]|$)");
  private static final ForwardedHeaders CONTRADICTORY =
      new ForwardedHeaders(List.of(), Optional.empty(), Optional.empty(), true);

  /** Whether there is a header that says that a request was forwarded. */
  static boolean isIn(Headers headers) {
    return headers.contains(HeaderNames.FORWARDED)
        || headers.contains(HeaderNames.X_FORWARDED_FOR)
        || headers.contains(HeaderNames.VIA)
        || headers.contains(REAL_IP);
  }

  /** Reads both kinds of headers; a kind that no proxy writes is ignored. */
  static ForwardedHeaders of(Headers headers, ForwardingHeaderKinds kinds) {
    ForwardedHeaders forwarded = forwarded(headers);
    ForwardedHeaders xForwarded = xForwarded(headers);
    if (xForwarded.addresses.isEmpty() || !headers.contains(HeaderNames.FORWARDED)) {
      kinds.observe(!forwarded.addresses.isEmpty(), !xForwarded.addresses.isEmpty());
      return forwarded.isEmpty() ? xForwarded : forwarded;
    }
    return kinds
        .only()
        .map(kind -> kind == ForwardingHeaderKinds.Kind.FORWARDED ? forwarded : xForwarded)
        .orElseGet(() -> agreed(forwarded, xForwarded));
  }

  private static ForwardedHeaders agreed(ForwardedHeaders forwarded, ForwardedHeaders xForwarded) {
    if (forwarded.isEmpty()) {
      return xForwarded;
    }
    return xForwarded.addresses.equals(forwarded.addresses) ? forwarded : CONTRADICTORY;
  }

  private boolean isEmpty() {
    return addresses.isEmpty() && !contradictory;
  }

  private static ForwardedHeaders xForwarded(Headers headers) {
    return new ForwardedHeaders(
        values(headers, HeaderNames.X_FORWARDED_FOR).stream()
            .map(ForwardedHeaders::bareAddress)
            .toList(),
        last(values(headers, HeaderNames.X_FORWARDED_PROTO)),
        last(values(headers, HOST)),
        false);
  }

  private static ForwardedHeaders forwarded(Headers headers) {
    List<String> addresses = new ArrayList<>();
    Optional<String> protocol = Optional.empty();
    Optional<String> host = Optional.empty();
    for (String line : headers.values(HeaderNames.FORWARDED)) {
      Matcher pair = PAIR.matcher(line);
      int end = 0;
      while (pair.lookingAt()) {
        String value = unquoted(pair.group(2));
        switch (pair.group(1).toLowerCase(Locale.ROOT)) {
          case "for" -> addresses.add(bareAddress(value));
          case "proto" -> protocol = Optional.of(value);
          case "host" -> host = Optional.of(value);
          default -> {}
        }
        end = pair.end();
        pair.region(end, line.length());
        if (end == line.length()) {
          break;
        }
      }
      if (end < line.length()) {
        return CONTRADICTORY;
      }
    }
    return new ForwardedHeaders(addresses, protocol, host, false);
  }

  private static String unquoted(String value) {
    return value.startsWith("\"")
        ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
        : value.strip();
  }

  private static List<String> values(Headers headers, HeaderName name) {
    return headers.values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static Optional<String> last(List<String> values) {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** An address without zone, brackets or port. */
  public static String bareAddress(String address) {
    String text = address.startsWith("/") ? address.substring(1) : address;
    if (text.startsWith("[")) {
      text = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      text = text.substring(0, text.indexOf(':'));
    }
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }
}
