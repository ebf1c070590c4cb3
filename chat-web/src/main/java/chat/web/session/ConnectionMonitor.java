package chat.web.session;

import chat.web.delivery.Outbox;
import chat.web.metrics.DisconnectReason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks all connections ten times a second: cuts clients that are too far behind, stuck or dead,
 * and pings silent ones. Only a third thread can notice these.
 */
public final class ConnectionMonitor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ConnectionMonitor.class.getName());

  private final Set<ChatSocket> sockets = ConcurrentHashMap.newKeySet();
  private final long checkInterval;
  private final long heartbeatInterval;
  private final long peerTimeout;
  private final long closeTimeout;
  private final long writeTimeout;
  private final Runnable housekeeping;
  private final IdleGc idleGc = new IdleGc(System::gc);
  // Used by the monitor's own thread only.
  private Iterator<ChatSocket> sampled = Collections.emptyIterator();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("connection-monitor").unstarted(this::run);
  private volatile boolean closed;

  /**
   * @param writeTimeout the time that one write may take before its connection is cut
   * @param housekeeping is run as often as the checks
   */
  public ConnectionMonitor(
      ConnectionTimeouts timeouts, Duration writeTimeout, Runnable housekeeping) {
    checkInterval = timeouts.checkInterval().toNanos();
    heartbeatInterval = timeouts.heartbeatInterval().toNanos();
    peerTimeout = timeouts.peerTimeout().toNanos();
    closeTimeout = timeouts.closeTimeout().toNanos();
    this.writeTimeout = writeTimeout.toNanos();
    this.housekeeping = housekeeping;
  }

  public void start() {
    thread.start();
  }

  void add(ChatSocket socket) {
    sockets.add(socket);
  }

  void remove(ChatSocket socket) {
    sockets.remove(socket);
  }

  /** All connections that have not ended. */
  public Set<ChatSocket> sockets() {
    return sockets;
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(checkInterval);
      try {
        housekeeping.run();
        long now = System.nanoTime();
        sockets.forEach(socket -> check(socket.liveness(), now));
        idleGc.check(sockets.size(), now);
        sampleNext();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a check of the connections failed", e);
      }
    }
  }

  /** Checks one connection. {@code now} is of {@link System#nanoTime}. */
  void check(Liveness liveness, long now) {
    Outbox outbox = liveness.outbox();
    if (liveness.isBehindAgain()) {
      outbox.cut(DisconnectReason.BEHIND);
    } else if (outbox.isWriting() && now - outbox.wroteAt() > writeTimeout) {
      outbox.cut(DisconnectReason.STUCK);
    } else if (outbox.isClosing()) {
      if (outbox.closedAt() != 0 && now - outbox.closedAt() > closeTimeout) {
        outbox.cut(DisconnectReason.IGNORES_CLOSE);
      }
    } else if (liveness.isSilent(now, peerTimeout)) {
      outbox.cut(DisconnectReason.SILENT);
    } else {
      keepAlive(liveness, now);
    }
  }

  private void keepAlive(Liveness liveness, long now) {
    boolean isPingDue =
        liveness.isSilent(now, heartbeatInterval) && liveness.mayPing(now, heartbeatInterval);
    if (isPingDue) {
      liveness.sendPing(now);
    }
    // A heartbeat goes with each ping, because a script does not see pings, and a ping counts as a
    // write.
    if (isPingDue || now - liveness.outbox().wroteAt() > heartbeatInterval) {
      liveness.sendHeartbeat();
    }
  }

  /** One connection at each check, in turn, measures the latency of a delivery. */
  private void sampleNext() {
    if (!sampled.hasNext()) {
      sampled = sockets.iterator();
    }
    if (sampled.hasNext()) {
      sampled.next().outbox().sampleLatency();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
