package chat.web.client;

import chat.web.config.AddressRange;
import io.helidon.webserver.http.ServerRequest;
import java.util.Collection;
import java.util.List;

/** The proxies whose forwarding headers count. */
public final class TrustedProxies {
  private final List<AddressRange> ranges;
  private final ForwardingHeaderKinds headerKinds = new ForwardingHeaderKinds();

  /**
   * @param ranges addresses and ranges, such as {@code 10.0.0.0/8}
   */
  public TrustedProxies(Collection<String> ranges) {
    this.ranges = ranges.stream().map(AddressRange::parse).toList();
  }

  /** The client that sent a request. */
  public RemoteClient client(ServerRequest request) {
    return RemoteClient.of(
        request.remotePeer().host(), request.isSecure(), request.headers(), this);
  }

  /** The kinds of forwarding headers that the proxies write, as far as their requests show. */
  ForwardingHeaderKinds headerKinds() {
    return headerKinds;
  }

  public boolean contains(String address) {
    for (AddressRange range : ranges) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
