package chat.web;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where a request comes from, behind proxies as well: what a trusted proxy says about it counts,
 * what anybody else says does not.
 *
 * @param address the client's IP address
 * @param secure whether the client speaks TLS, to us or to the proxy
 */
record Caller(String address, boolean secure) {
  private static final HeaderName FORWARDED_FOR = HeaderNames.X_FORWARDED_FOR;
  private static final HeaderName FORWARDED_PROTO = HeaderNames.X_FORWARDED_PROTO;

  /**
   * @param peer the address at the other end of the socket
   * @param proxies the addresses whose word is taken
   */
  static Caller of(String peer, boolean secureSocket, Headers headers, Set<String> proxies) {
    String address = plain(peer);
    if (!proxies.contains(address)) {
      return new Caller(address, secureSocket);
    }
    return new Caller(
        forwardedFor(headers, address, proxies), forwardedSecure(headers, secureSocket));
  }

  /** The last address in the chain that is not a proxy of ours: those before it may be made up. */
  private static String forwardedFor(Headers headers, String peer, Set<String> proxies) {
    List<String> chain = values(headers, FORWARDED_FOR);
    for (String hop : chain.reversed()) {
      if (!proxies.contains(plain(hop))) {
        return plain(hop);
      }
    }
    return peer;
  }

  private static boolean forwardedSecure(Headers headers, boolean otherwise) {
    List<String> protocols = values(headers, FORWARDED_PROTO);
    return protocols.isEmpty() ? otherwise : protocols.getLast().equalsIgnoreCase("https");
  }

  private static List<String> values(Headers headers, HeaderName name) {
    return headers.values(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  /** An address without zone, brackets or port. */
  private static String plain(String address) {
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
