package chat.web.listener;

import chat.web.access.ConnectionCounter;
import chat.web.client.ForwardedHeaders;
import chat.web.client.TrustedProxies;
import chat.web.config.AddressRange;
import chat.web.config.HttpLimits;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Limits TCP connections: all of them, and those of an address that are not WebSockets. A
 * connection over a limit is closed as soon as it is accepted, because Helidon's listener ends for
 * good when {@code accept} finds no file descriptor left, and its own limit loses a place with each
 * TLS handshake that fails.
 *
 * <p>A few connections over the limit of all are reserved for the operator: each may send one
 * request, for the health or the metrics.
 */
public final class ConnectionLimiter {
  /** 32 connections of an address are allowed in any case, because a browser alone opens six. */
  static final int MIN_PER_ADDRESS = 32;

  /** The group of trusted proxies, whose connections are not counted by address. */
  private static final String PROXIES = "";

  private static final Duration EXPIRY_INTERVAL = Duration.ofMillis(20);

  /** At most one line of the log in 10 minutes says that the limit is reached. */
  static final Duration WARNING_INTERVAL = Duration.ofMinutes(10);

  private static final System.Logger LOG = System.getLogger(ConnectionLimiter.class.getName());

  private final int maxConnections;
  private final ConnectionCounter byAddress;
  private final TrustedProxies proxies;
  private final InstantSource clock;
  private final ServerMetrics metrics;
  private final ConnectionTracker tracker;
  private final AtomicInteger webSockets = new AtomicInteger();
  private final AtomicReference<Instant> warnedAt = new AtomicReference<>(Instant.MIN);
  private volatile Instant expiredAt;

  /**
   * @param perAddress how many WebSockets an address may have, and as many other connections;
   *     empty: no limit by address
   * @param clock monotonic
   */
  public ConnectionLimiter(
      HttpLimits limits,
      OptionalInt perAddress,
      TrustedProxies proxies,
      InstantSource clock,
      ServerMetrics metrics) {
    maxConnections = limits.tcpConnections();
    byAddress =
        new ConnectionCounter(
            perAddress.isEmpty()
                ? perAddress
                : OptionalInt.of(Math.max(perAddress.getAsInt(), MIN_PER_ADDRESS)));
    this.proxies = proxies;
    this.clock = clock;
    this.metrics = metrics;
    tracker = new ConnectionTracker(limits, clock, metrics, byAddress::remove);
    expiredAt = clock.instant();
  }

  /** Called by the listener's thread for each new connection; an exception closes it. */
  void accepted(Socket socket) {
    boolean full = isFull();
    if (full) {
      warn();
    }
    String group = group((InetSocketAddress) socket.getRemoteSocketAddress());
    if (!group.equals(PROXIES) && !tryAdd(group)) {
      throw refusal(Limit.HTTP_CONNECTIONS);
    }
    if (!full) {
      tracker.add(socket, group);
    } else if (!tracker.addReserved(socket, group)) {
      byAddress.remove(group);
      throw refusal(Limit.TCP_CONNECTIONS);
    }
  }

  private void warn() {
    Instant now = clock.instant();
    Instant before = warnedAt.get();
    if (before.isBefore(now.minus(WARNING_INTERVAL)) && warnedAt.compareAndSet(before, now)) {
      LOG.log(
          Level.WARNING,
          "all {0} connections are taken (--tcp-connections); further ones get the health and the"
              + " metrics only",
          maxConnections);
    }
  }

  private String group(InetSocketAddress remote) {
    String address = ForwardedHeaders.bareAddress(remote.getAddress().getHostAddress());
    return proxies.contains(address) ? PROXIES : AddressRange.addressGroup(address);
  }

  private boolean tryAdd(String group) {
    if (byAddress.tryAdd(group)) {
      return true;
    }
    closeExpiredAgain();
    return byAddress.tryAdd(group);
  }

  private boolean isFull() {
    if (count() - tracker.reserved() < maxConnections) {
      return false;
    }
    closeExpiredAgain();
    return count() - tracker.reserved() >= maxConnections;
  }

  /** Some of those that are counted may have been closed this moment; looks every 20 ms at most. */
  private void closeExpiredAgain() {
    if (clock.instant().isAfter(expiredAt.plus(EXPIRY_INTERVAL))) {
      closeExpired();
    }
  }

  private CloseConnectionException refusal(Limit limit) {
    metrics.limitHit(limit);
    return new CloseConnectionException("too many connections");
  }

  /** The number of TCP connections, WebSockets included. */
  public int count() {
    return tracker.size() + webSockets.get();
  }

  /** A filter that sets the deadlines of each request. */
  public Filter deadlines() {
    return tracker;
  }

  /**
   * A filter that refuses a reserved connection every request but those for some paths, and closes
   * it after the response.
   */
  public Filter reserve(Set<String> paths) {
    return new ReservedConnections(tracker, paths, metrics);
  }

  /** Whether a connection is over the limit of all, so that it cannot be upgraded. */
  public boolean isReserved(ConnectionContext context) {
    return tracker.isReserved(context.localPeer(), context.remotePeer());
  }

  /** The deadline of a request whose bytes may take any time, as long as they move. */
  public TransferDeadline transfer(ServerRequest request) {
    return tracker.transfer(request.localPeer(), request.remotePeer());
  }

  /** Called when the head of a request was read that no filter sees, before it is handled. */
  public void headReceived(ConnectionContext context) {
    tracker.headReceived(context.localPeer(), context.remotePeer());
  }

  /** Called when a connection becomes a WebSocket, which has no deadline here. */
  public void upgraded(ConnectionContext context) {
    tracker.remove(context.localPeer(), context.remotePeer());
    webSockets.incrementAndGet();
  }

  /** Called when a WebSocket has ended. */
  public void closed() {
    webSockets.decrementAndGet();
  }

  /** Aborts connections that missed their deadline. Called several times a second. */
  public void closeExpired() {
    expiredAt = clock.instant();
    tracker.closeExpired();
  }

  /** The options of each socket that the listener accepts, which call {@link #accepted}. */
  SocketOptions acceptHook() {
    return new AcceptHook(AcceptHook.OPTIONS, this);
  }
}
