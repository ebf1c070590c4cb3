package chat.web.client;

import chat.web.config.AddressRange;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * The client of a request: address, host and scheme. Headers of trusted proxies count, all others
 * are ignored.
 *
 * @param address the client's IP address
 * @param secure whether the client uses TLS, to this server or to the proxy
 * @param host the host that the client requested, if a trusted proxy says it
 * @param contradictory whether what the proxies say contradicts itself; then the address is the
 *     proxy's
 * @param direct whether the request came without a proxy, as far as its headers say
 */
public record RemoteClient(
    String address, boolean secure, Optional<String> host, boolean contradictory, boolean direct) {
  /**
   * The client that sent a request.
   *
   * @param peer the address at the other end of the socket
   * @param proxies the proxies whose headers count
   */
  public static RemoteClient of(
      String peer, boolean secureSocket, Headers headers, TrustedProxies proxies) {
    String address = ForwardedHeaders.bareAddress(peer);
    if (!proxies.contains(address)) {
      return new RemoteClient(
          address, secureSocket, Optional.empty(), false, !ForwardedHeaders.isIn(headers));
    }
    ForwardedHeaders forwarding = ForwardedHeaders.of(headers, proxies.headerKinds());
    return new RemoteClient(
        client(forwarding.addresses(), address, proxies),
        forwarding.protocol().map("https"::equalsIgnoreCase).orElse(secureSocket),
        forwarding.host(),
        forwarding.contradictory(),
        false);
  }

  /** The last address of the chain that is no trusted proxy: those before it may be forged. */
  private static String client(List<String> chain, String peer, TrustedProxies proxies) {
    String nearest = peer;
    for (String hop : chain.reversed()) {
      if (!isAddress(hop)) {
        return nearest;
      }
      nearest = hop;
      if (!proxies.contains(hop)) {
        return hop;
      }
    }
    return peer;
  }

  private static boolean isAddress(String text) {
    try {
      return InetAddress.ofLiteral(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The scheme, host and port at which the client has reached the server. */
  public String origin(Headers headers) {
    String requested = host.or(() -> headers.first(HeaderNames.HOST)).orElse("localhost");
    return (secure ? "https://" : "http://") + requested;
  }

  /** The key of limits by address. */
  public String addressGroup() {
    return AddressRange.addressGroup(address);
  }

  /** Whether the client runs on this machine. */
  public boolean isLocal() {
    return direct && isAddress(address) && InetAddress.ofLiteral(address).isLoopbackAddress();
  }
}
