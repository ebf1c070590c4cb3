package chat.web.listener;

import chat.web.config.HttpLimits;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tracks TCP connections that are not (yet) WebSockets and aborts those that miss their deadline,
 * because Helidon waits without end for a TLS handshake, for a request and for its body.
 */
final class ConnectionTracker implements Filter {
  private static final System.Logger LOG = System.getLogger(ConnectionTracker.class.getName());

  private final HttpLimits limits;
  private final InstantSource clock;
  private final ServerMetrics metrics;
  private final Consumer<String> removed;
  private final Map<Endpoints, TrackedConnection> connections = new ConcurrentHashMap<>();

  /**
   * @param clock monotonic
   * @param removed called once for each connection that is no longer tracked, with its group
   */
  ConnectionTracker(
      HttpLimits limits, InstantSource clock, ServerMetrics metrics, Consumer<String> removed) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    this.removed = removed;
  }

  /** The two ends of a TCP connection: one remote end may have several local ends. */
  private record Endpoints(SocketAddress local, SocketAddress remote) {
    static Endpoints of(PeerInfo local, PeerInfo remote) {
      return new Endpoints(local.address(), remote.address());
    }
  }

  /** The time at which a connection is aborted, and the limit that it hits then. */
  private record Deadline(Instant time, Limit limit) {}

  private static final class TrackedConnection {
    final Socket socket;
    final String group;
    volatile Deadline deadline;

    TrackedConnection(Socket socket, String group, Deadline deadline) {
      this.socket = socket;
      this.group = group;
      this.deadline = deadline;
    }
  }

  private Deadline after(Duration timeout, Limit limit) {
    return new Deadline(clock.instant().plus(timeout), limit);
  }

  /** Tracks a connection that was accepted; its first request has to arrive in time. */
  void add(Socket socket, String group) {
    connections.put(
        new Endpoints(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress()),
        new TrackedConnection(socket, group, after(limits.headTimeout(), Limit.HEAD_TIME)));
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    TrackedConnection connection =
        connections.get(Endpoints.of(request.localPeer(), request.remotePeer()));
    if (connection == null) {
      throw aborted();
    }
    connection.deadline = after(limits.requestTimeout(), Limit.REQUEST_TIME);
    try {
      chain.proceed();
    } finally {
      connection.deadline = after(limits.keepAlive(), Limit.KEEP_ALIVE);
    }
  }

  /** Stops tracking a connection that is upgraded to a WebSocket. */
  void remove(PeerInfo local, PeerInfo remote) {
    TrackedConnection connection = connections.remove(Endpoints.of(local, remote));
    if (connection == null) {
      throw aborted();
    }
    removed.accept(connection.group);
  }

  private static CloseConnectionException aborted() {
    return new CloseConnectionException("the connection was aborted");
  }

  /** Removes connections that are closed, and aborts those that missed their deadline. */
  void closeExpired() {
    Instant now = clock.instant();
    connections.forEach((ends, connection) -> {
      Deadline deadline = connection.deadline;
      boolean closed = connection.socket.isClosed();
      if ((closed || now.isAfter(deadline.time)) && connections.remove(ends, connection)) {
        removed.accept(connection.group);
        if (!closed) {
          metrics.limitHit(deadline.limit);
          abort(connection.socket);
        }
      }
    });
  }

  /** Closes a socket in a thread of its own, because closing TLS may wait for a blocked writer. */
  private static void abort(Socket socket) {
    Thread.startVirtualThread(() -> {
      try (socket) {
        // No waiting for a blocked writer, and nothing stays in the kernel's buffers.
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        LOG.log(Level.TRACE, "closed by the client", e);
      }
    });
  }

  /** The number of connections that are tracked. */
  int size() {
    return connections.size();
  }
}
