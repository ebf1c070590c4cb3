package chat.web.client;

import java.util.Optional;

/**
 * The kinds of forwarding headers that the trusted proxies write. A proxy writes its kind into
 * every request that it forwards. So once a request has had one kind alone, no proxy writes the
 * other one, and where that comes, a client has sent it. With proxies of both kinds, each kind is
 * missing at times, and nothing is known.
 */
final class ForwardingHeaderKinds {
  /** A kind of header with the addresses of clients. */
  enum Kind {
    FORWARDED,
    X_FORWARDED
  }

  private volatile boolean forwardedAlone;
  private volatile boolean xForwardedAlone;

  /** Notes which kinds a request from a trusted proxy has. */
  void observe(boolean forwarded, boolean xForwarded) {
    if (forwarded && !xForwarded) {
      forwardedAlone = true;
    }
    if (xForwarded && !forwarded) {
      xForwardedAlone = true;
    }
  }

  /** The only kind that the proxies write, if it is known. */
  Optional<Kind> only() {
    if (forwardedAlone == xForwardedAlone) {
      return Optional.empty();
    }
    return Optional.of(forwardedAlone ? Kind.FORWARDED : Kind.X_FORWARDED);
  }
}
