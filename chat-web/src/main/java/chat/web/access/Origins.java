package chat.web.access;

import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Allows requests from the server's own pages, and from those of the origins that the owner names.
 * A request without an {@code Origin} does not come from a page and is allowed (RFC 6455, section
 * 10.2).
 */
public final class Origins {
  /** Allows any page. */
  static final String ANY = "*";

  // No user info, path or query: in an origin they can only mislead. Underscores occur in host
  // names of private networks.
  private static final String HOST_AND_PORT =
      "(?<host>[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::(?<port>[0-9]{1,5}))?";
  private static final Pattern AUTHORITY = Pattern.compile(HOST_AND_PORT);
  private static final Pattern ORIGIN = Pattern.compile("(?<scheme>https?)://" + HOST_AND_PORT);

  private volatile Set<String> allowed;
  private final TrustedProxies proxies;

  /**
   * @param allowed origins such as {@code https://chat.example}, or {@link #ANY}
   */
  public Origins(Set<String> allowed, TrustedProxies proxies) {
    this.allowed = Set.copyOf(allowed);
    this.proxies = proxies;
  }

  /** Changes the origins that are allowed besides the server's own. */
  public void setAllowed(Set<String> origins) {
    allowed = Set.copyOf(origins);
  }

  /** Whether a request may come from the page that sent it. */
  public boolean allow(ServerRequest request) {
    return allows(request.headers(), proxies.client(request));
  }

  /**
   * Whether a request may come from the page that sent it, behind a proxy too.
   *
   * @param client says the host that the browser requested, and whether by TLS, where a trusted
   *     proxy tells it. A page cannot make a browser send such a header, so that it opens no way in
   */
  public boolean allows(Headers headers, RemoteClient client) {
    if (!headers.contains(HeaderNames.ORIGIN)) {
      return true;
    }
    List<String> origins = headers.values(HeaderNames.ORIGIN);
    return switch (origins.size()) {
      case 0 -> true;
      case 1 -> allows(origins.getFirst().toLowerCase(Locale.ROOT), headers, client);
      default -> false;
    };
  }

  private boolean allows(String origin, Headers headers, RemoteClient client) {
    Set<String> others = allowed;
    return others.contains(ANY)
        || others.contains(origin)
        || (mayHaveScheme(origin, client)
            && (isOwn(origin, headers.first(HeaderNames.HOST).orElse(""))
                || client.host().map(host -> isOwn(origin, host)).orElse(false)));
  }

  /**
   * A server that is known to be on TLS has no pages without. Without TLS the scheme of its pages
   * is unknown, because a proxy in front of it may have TLS and not say so.
   */
  private static boolean mayHaveScheme(String origin, RemoteClient client) {
    return !client.secure() || origin.startsWith("https:");
  }

  /** Compares host and port, not the scheme. */
  private static boolean isOwn(String origin, String host) {
    Matcher page = ORIGIN.matcher(origin);
    Matcher own = AUTHORITY.matcher(host.toLowerCase(Locale.ROOT));
    if (!page.matches() || !own.matches()) {
      return false;
    }
    String defaultPort = page.group("scheme").equals("https") ? "443" : "80";
    return page.group("host").equals(own.group("host"))
        && port(page, defaultPort).equals(port(own, defaultPort));
  }

  private static String port(Matcher authority, String defaultPort) {
    return Objects.requireNonNullElse(authority.group("port"), defaultPort);
  }
}
