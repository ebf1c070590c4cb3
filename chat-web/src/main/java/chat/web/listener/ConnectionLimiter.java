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
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everybody who stands before the door: TCP connections that are no WebSocket, or not yet. None may
 * stand there for as long as it likes, whatever trickles in: Helidon itself waits for a handshake,
 * for a request and for its body without end.
 *
 * <p>It also counts all connections there are. Helidon's listener ends for good when {@code accept}
 * finds no file descriptor left, and its own limit loses a place with each TLS handshake that
 * fails; so whoever comes when the house is full is closed as soon as it is accepted.
 */
public final class ConnectionLimiter implements Filter {
  private static final System.Logger LOG = System.getLogger(ConnectionLimiter.class.getName());

  /** So many of an address may stand here in any case: a browser alone takes six. */
  public static final int FEWEST = 32;

  private static final String UNCOUNTED = "";
  private static final long SWEEP_PAUSE = Duration.ofMillis(20).toNanos();

  private final HttpLimits limits;
  private final ConnectionCounter attendance;
  private final TrustedProxies proxies;
  private final ServerMetrics tally;
  private final Map<SocketAddress, TrackedConnection> visitors = new ConcurrentHashMap<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile long sweptAt = System.nanoTime();

  /**
   * @param attendance how many of each address may stand here
   * @param proxies who stands here for many others, and is not counted by address
   */
  public ConnectionLimiter(
      HttpLimits limits,
      ConnectionCounter attendance,
      TrustedProxies proxies,
      ServerMetrics tally) {
    this.limits = limits;
    this.attendance = attendance;
    this.proxies = proxies;
    this.tally = tally;
  }

  private static final class TrackedConnection {
    final Socket socket;
    final String household;
    volatile long deadline;
    volatile Limit waitsFor;

    TrackedConnection(Socket socket, String household) {
      this.socket = socket;
      this.household = household;
    }

    void mayWait(Limit what, Duration time) {
      waitsFor = what;
      deadline = System.nanoTime() + time.toNanos();
    }
  }

  /** Somebody has connected; called by the listener's thread before anything else happens. */
  void accepted(Socket socket) {
    String address =
        ((InetSocketAddress) socket.getRemoteSocketAddress()).getAddress().getHostAddress();
    if (isFull()) {
      throw refusal(Limit.TCP_CONNECTIONS);
    }
    String plain = ForwardedHeaders.bareAddress(address);
    String household = proxies.contains(plain) ? UNCOUNTED : AddressRange.addressGroup(plain);
    if (!household.equals(UNCOUNTED) && !enter(household)) {
      throw refusal(Limit.HTTP_CONNECTIONS);
    }
    var visitor = new TrackedConnection(socket, household);
    visitor.mayWait(Limit.HEAD_TIME, limits.headTimeout());
    visitors.put(socket.getRemoteSocketAddress(), visitor);
  }

  private boolean enter(String household) {
    if (attendance.tryAdd(household)) {
      return true;
    }
    sweepAgain();
    return attendance.tryAdd(household);
  }

  private boolean isFull() {
    if (count() < limits.tcpConnections()) {
      return false;
    }
    sweepAgain();
    return count() >= limits.tcpConnections();
  }

  /** Some who count may have gone this moment. */
  private void sweepAgain() {
    if (System.nanoTime() - sweptAt > SWEEP_PAUSE) {
      closeExpired();
    }
  }

  private CloseConnectionException refusal(Limit limit) {
    tally.limitHit(limit);
    return new CloseConnectionException("the porch is full");
  }

  /** How many TCP connections there are, WebSockets included. */
  public int count() {
    return visitors.size() + inside.get();
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    TrackedConnection visitor = visitors.get(request.remotePeer().address());
    if (visitor == null) {
      throw new CloseConnectionException("it was sent away already");
    }
    visitor.mayWait(Limit.REQUEST_TIME, limits.requestTimeout());
    try {
      chain.proceed();
    } finally {
      visitor.mayWait(Limit.KEEP_ALIVE, limits.keepAlive());
    }
  }

  /** A connection becomes a WebSocket, and is the watch's from now on. */
  public void upgraded(ConnectionContext context) {
    TrackedConnection visitor = visitors.remove(context.remotePeer().address());
    if (visitor == null) {
      throw new CloseConnectionException("it was sent away already");
    }
    leave(visitor);
    inside.incrementAndGet();
  }

  /** A WebSocket has ended. */
  public void closed() {
    inside.decrementAndGet();
  }

  private void leave(TrackedConnection visitor) {
    attendance.remove(visitor.household);
  }

  /** Forgets who has gone and sends away whose time is over. Called several times a second. */
  public void closeExpired() {
    long now = System.nanoTime();
    sweptAt = now;
    visitors.forEach((from, visitor) -> {
      boolean gone = visitor.socket.isClosed();
      if ((gone || now - visitor.deadline > 0) && visitors.remove(from, visitor)) {
        leave(visitor);
        if (!gone) {
          tally.limitHit(visitor.waitsFor);
          sendAway(visitor.socket);
        }
      }
    });
  }

  /** In a thread of its own: to close a TLS socket may have to wait for who is writing. */
  private static void sendAway(Socket socket) {
    Thread.startVirtualThread(() -> {
      try (socket) {
        // Whoever writes to it is not waited for, and nothing lingers in the kernel.
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        LOG.log(Level.TRACE, "gone by itself", e);
      }
    });
  }

  /** What the listener does with each socket that it accepts. */
  SocketOptions acceptHook() {
    // Without it an answer waits for the other side's delayed acknowledgement.
    return new AcceptHook(SocketOptions.builder().tcpNoDelay(true).build(), this);
  }
}
