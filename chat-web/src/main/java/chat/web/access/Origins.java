package chat.web.access;

import chat.web.client.TrustedProxies;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which pages may speak to the room: its own, and those that the owner names. A request without an
 * {@code Origin} does not come from a page and is let in (RFC 6455, section 10.2).
 */
public final class Origins {
  /** Lets any page in. */
  static final String ANY = "*";

  // Nothing but this: what a URI may have besides is only there to mislead. Underscores are in no
  // host of the internet, but in some of a house.
  private static final String HOST_AND_PORT =
      "(?<host>[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}))?";
  private static final Pattern AUTHORITY = Pattern.compile(HOST_AND_PORT);
  private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://" + HOST_AND_PORT);

  private final Set<String> allowed;
  private final TrustedProxies proxies;

  /**
   * @param allowed origins such as {@code https://chat.example}, or {@link #ANY}
   */
  public Origins(Set<String> allowed, TrustedProxies proxies) {
    this.allowed = Set.copyOf(allowed);
    this.proxies = proxies;
  }

  /** Whether a request may come from the page that sent it. */
  public boolean allow(ServerRequest request) {
    return allows(request.headers(), proxies.client(request).host());
  }

  public boolean allows(Headers headers) {
    return allows(headers, Optional.empty());
  }

  /**
   * The same behind a proxy.
   *
   * @param forwardedHost what the page's browser asked for, where a trusted proxy says so. No page
   *     can make a browser send that header, so that taking the proxy's word opens nothing
   */
  public boolean allows(Headers headers, Optional<String> forwardedHost) {
    if (!headers.contains(HeaderNames.ORIGIN)) {
      return true;
    }
    List<String> origins = headers.values(HeaderNames.ORIGIN);
    return switch (origins.size()) {
      case 0 -> true;
      case 1 -> allows(origins.getFirst().toLowerCase(Locale.ROOT), headers, forwardedHost);
      default -> false;
    };
  }

  private boolean allows(String origin, Headers headers, Optional<String> forwardedHost) {
    return allowed.contains(ANY)
        || allowed.contains(origin)
        || isOwn(origin, headers.first(HeaderNames.HOST).orElse(""))
        || forwardedHost.map(host -> isOwn(origin, host)).orElse(false);
  }

  /** Compares host and port, not the scheme: behind a proxy we do not know which the page has. */
  private static boolean isOwn(String origin, String host) {
    Matcher page = ORIGIN.matcher(origin);
    Matcher own = AUTHORITY.matcher(host.toLowerCase(Locale.ROOT));
    if (!page.matches() || !own.matches()) {
      return false;
    }
    String standardPort = page.group("scheme").equals("https") ? "443" : "80";
    return page.group("host").equals(own.group("host"))
        && port(page, standardPort).equals(port(own, standardPort));
  }

  private static String port(Matcher authority, String standard) {
    return Objects.requireNonNullElse(authority.group("port"), standard);
  }
}
