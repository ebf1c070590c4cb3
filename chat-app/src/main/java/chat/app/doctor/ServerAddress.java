package chat.app.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address at which people open the chat.
 *
 * @param host a name or an IP address, an IPv6 address without brackets
 */
public record ServerAddress(boolean secure, String host, int port) {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Parses {@code https://chat.example/}; empty: it is no such address. */
  public static Optional<ServerAddress> parse(String written) {
    try {
      URI uri = new URI(written);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean hasPath = !String.valueOf(uri.getRawPath()).matches("/?");
      if (!scheme.matches("https?")
          || uri.getHost() == null
          || uri.getRawUserInfo() != null
          || hasPath) {
        return Optional.empty();
      }
      boolean secure = scheme.equals("https");
      int defaultPort = secure ? HTTPS : HTTP;
      String host = uri.getHost().replaceAll("^\\[|]$", "");
      return Optional.of(
          new ServerAddress(secure, host, uri.getPort() < 0 ? defaultPort : uri.getPort()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The value of {@code Host}. */
  String authority() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
  }

  /** The origin of its pages. */
  String origin() {
    return (secure ? "https://" : "http://") + authority();
  }
}
