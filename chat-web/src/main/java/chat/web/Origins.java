package chat.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages may speak to the room: its own, and those that the owner names. A request without an
 * {@code Origin} does not come from a page and is let in (RFC 6455, section 10.2).
 */
final class Origins {
  /** Lets any page in. */
  static final String ANY = "*";

  private final Set<String> allowed;

  /**
   * @param allowed origins such as {@code https://chat.example}, or {@link #ANY}
   */
  Origins(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  boolean allows(Headers headers) {
    return allows(headers, Optional.empty());
  }

  /**
   * The same behind a proxy.
   *
   * @param forwardedHost what the page's browser asked for, where a trusted proxy says so. No page
   *     can make a browser send that header, so that taking the proxy's word opens nothing
   */
  boolean allows(Headers headers, Optional<String> forwardedHost) {
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    return origin.isEmpty()
        || allowed.contains(ANY)
        || allowed.contains(origin.get().toLowerCase(Locale.ROOT))
        || isOwn(origin.get(), headers.first(HeaderNames.HOST).orElse(""))
        || forwardedHost.map(host -> isOwn(origin.get(), host)).orElse(false);
  }

  /** Compares host and port, not the scheme: behind a proxy we do not know which the page has. */
  private static boolean isOwn(String origin, String host) {
    try {
      URI uri = new URI(origin);
      if (uri.getHost() == null || uri.getUserInfo() != null || !uri.getRawPath().isEmpty()) {
        return false;
      }
      int standard = standardPort(uri.getScheme());
      int port = uri.getPort() < 0 ? standard : uri.getPort();
      URI own = new URI(uri.getScheme() + "://" + host);
      int ownPort = own.getPort() < 0 ? standard : own.getPort();
      return standard > 0 && uri.getHost().equalsIgnoreCase(own.getHost()) && port == ownPort;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int standardPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      case null, default -> -1;
    };
  }
}
