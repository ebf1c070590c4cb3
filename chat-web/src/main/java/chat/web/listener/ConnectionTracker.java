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
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tracks TCP connections that are not (yet) WebSockets and aborts those that miss their deadline,
 * because Helidon waits without end for a TLS handshake, for a request and for its body.
 */
final class ConnectionTracker implements Filter {
  /** 16 connections may be reserved: those of several monitors and proxies at once. */
  static final int MAX_RESERVED = 16;

  /** 2 s for the one request of a reserved connection, because its place is wanted by others. */
  static final Duration RESERVED_TIMEOUT = Duration.ofSeconds(2);

  /** 64 sockets of reserved connections, those that are being closed included. */
  static final int MAX_RESERVED_SOCKETS = 4 * MAX_RESERVED;

  private static final System.Logger LOG = System.getLogger(ConnectionTracker.class.getName());

  private final HttpLimits limits;
  private final InstantSource clock;
  private final ServerMetrics metrics;
  private final Consumer<String> removed;
  private final Map<Endpoints, TrackedConnection> connections = new ConcurrentHashMap<>();
  // The oldest first.
  private final Queue<TrackedConnection> reserved = new ConcurrentLinkedQueue<>();
  // Each has a file descriptor until it is closed.
  private final AtomicInteger reservedSockets = new AtomicInteger();

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

  private static final class TrackedConnection {
    final Endpoints ends;
    final Socket socket;
    final String group;
    final boolean isReserved;
    final AtomicReference<Deadline> deadline;

    TrackedConnection(Socket socket, String group, boolean isReserved, Deadline deadline) {
      this.ends = new Endpoints(socket.getLocalSocketAddress(), socket.getRemoteSocketAddress());
      this.socket = socket;
      this.group = group;
      this.isReserved = isReserved;
      this.deadline = new AtomicReference<>(deadline);
    }

    /** Whether bytes of the client have arrived that no thread has read yet. */
    boolean hasUnread() {
      try {
        return socket.getInputStream().available() > 0;
      } catch (IOException e) {
        LOG.log(Level.TRACE, "closed by the client", e);
        return false;
      }
    }
  }

  private Deadline after(Duration timeout, Limit limit) {
    return Deadline.after(timeout, clock.instant(), limit);
  }

  private Deadline after(TrackedConnection connection, Duration timeout, Limit limit) {
    return after(connection.isReserved ? RESERVED_TIMEOUT : timeout, limit);
  }

  /** Tracks a connection that was accepted; its first request has to arrive in time. */
  void add(Socket socket, String group) {
    add(new TrackedConnection(socket, group, false, after(limits.headTimeout(), Limit.HEAD_TIME)));
  }

  private void add(TrackedConnection connection) {
    connections.put(connection.ends, connection);
  }

  /**
   * Tracks a reserved connection. Where all are taken, the oldest one without a request is aborted
   * for it, so that silent ones keep nobody out.
   *
   * @return false if there is no place
   */
  boolean addReserved(Socket socket, String group) {
    if (reserved.size() >= MAX_RESERVED) {
      abortOldestReserved();
    }
    if (reserved.size() >= MAX_RESERVED || reservedSockets.get() >= MAX_RESERVED_SOCKETS) {
      return false;
    }
    var connection =
        new TrackedConnection(socket, group, true, after(RESERVED_TIMEOUT, Limit.HEAD_TIME));
    reservedSockets.incrementAndGet();
    reserved.add(connection);
    add(connection);
    return true;
  }

  private void abortOldestReserved() {
    for (TrackedConnection connection : reserved) {
      if (connection.deadline.get().limit() == Limit.HEAD_TIME && remove(connection)) {
        metrics.limitHit(Limit.TCP_CONNECTIONS);
        abort(connection);
        return;
      }
    }
  }

  /** The number of reserved connections that are tracked. */
  int reserved() {
    return reserved.size();
  }

  boolean isReserved(PeerInfo local, PeerInfo remote) {
    if (reserved.isEmpty()) {
      return false;
    }
    TrackedConnection connection = connections.get(Endpoints.of(local, remote));
    return connection != null && connection.isReserved;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    TrackedConnection connection =
        connections.get(Endpoints.of(request.localPeer(), request.remotePeer()));
    if (connection == null) {
      throw aborted();
    }
    headReceived(connection);
    try {
      chain.proceed();
    } finally {
      metrics.responded(response.status().code());
      connection.deadline.set(after(connection, limits.keepAlive(), Limit.KEEP_ALIVE));
    }
  }

  /** The head of a request was read; the server's own work counts against the request's time. */
  void headReceived(PeerInfo local, PeerInfo remote) {
    TrackedConnection connection = connections.get(Endpoints.of(local, remote));
    if (connection == null) {
      throw aborted();
    }
    headReceived(connection);
  }

  private void headReceived(TrackedConnection connection) {
    connection.deadline.set(after(connection, limits.requestTimeout(), Limit.REQUEST_TIME));
  }

  /** Replaces the deadline of the request that a connection has now. */
  TransferDeadline transfer(PeerInfo local, PeerInfo remote) {
    TrackedConnection connection = connections.get(Endpoints.of(local, remote));
    if (connection == null) {
      throw aborted();
    }
    return new TransferDeadline(
        limits.transferWindow(),
        limits.requestTimeout(),
        time -> connection.deadline.set(after(connection, time, Limit.TRANSFER_TIME)));
  }

  /** Stops tracking a connection that is upgraded to a WebSocket. */
  void remove(PeerInfo local, PeerInfo remote) {
    TrackedConnection connection = connections.get(Endpoints.of(local, remote));
    if (connection == null || !remove(connection)) {
      throw aborted();
    }
  }

  /** Stops tracking a connection; returns whether it was tracked. */
  private boolean remove(TrackedConnection connection) {
    if (!connections.remove(connection.ends, connection)) {
      return false;
    }
    removed.accept(connection.group);
    if (connection.isReserved) {
      reserved.remove(connection);
    }
    return true;
  }

  private static CloseConnectionException aborted() {
    return new CloseConnectionException("the connection was aborted");
  }

  /** Removes connections that are closed, and aborts those that missed their deadline. */
  void closeExpired() {
    Instant now = clock.instant();
    for (TrackedConnection connection : connections.values()) {
      Deadline deadline = connection.deadline.get();
      boolean closed = connection.socket.isClosed();
      if ((closed || isMissed(connection, deadline, now)) && remove(connection)) {
        if (closed) {
          closed(connection);
        } else {
          metrics.limitHit(deadline.limit());
          abort(connection);
        }
      }
    }
  }

  /**
   * Whether a client has missed its deadline. It has not while bytes of it wait for a thread that
   * reads them, as when thousands of clients come back at once: then it gets the whole time again.
   * A client that sends its head byte by byte gains nothing, because each byte is read at once.
   */
  private static boolean isMissed(TrackedConnection connection, Deadline deadline, Instant now) {
    if (!now.isAfter(deadline.time())) {
      return false;
    }
    if (!deadline.mayBeExtended() || !connection.hasUnread()) {
      return true;
    }
    // Not where the head was read meanwhile: its request has a deadline of its own.
    var _ = connection.deadline.compareAndSet(deadline, deadline.extended(now));
    return false;
  }

  private void closed(TrackedConnection connection) {
    if (connection.isReserved) {
      reservedSockets.decrementAndGet();
    }
  }

  /** Closes a socket in a thread of its own, because closing TLS may wait for a blocked writer. */
  private void abort(TrackedConnection connection) {
    Thread.startVirtualThread(() -> {
      try (Socket socket = connection.socket) {
        // No waiting for a blocked writer, and nothing stays in the kernel's buffers.
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        LOG.log(Level.TRACE, "closed by the client", e);
      } finally {
        closed(connection);
      }
    });
  }

  /** The number of connections that are tracked. */
  int size() {
    return connections.size();
  }
}
