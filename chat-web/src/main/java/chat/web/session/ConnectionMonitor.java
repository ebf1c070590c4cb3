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

  /** Longer than any timeout. */
  private static final long LONG_AGO = Duration.ofDays(2).toNanos();

  /** A check may be so late on a busy machine. */
  private static final long MAX_DELAY = Duration.ofSeconds(2).toNanos();

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
  // Of the monitor's own thread only. Long ago: nothing was late yet.
  private long checkedAt;
  private long resumedAt;

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
    resumedAt = System.nanoTime() - LONG_AGO;
  }

  public void start() {
    checkedAt = System.nanoTime();
    thread.start();
  }

  /** Whether it ran and ended without being closed. */
  public boolean hasEnded() {
    return thread.getState() == Thread.State.TERMINATED && !closed;
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
        noteTime(now);
        sockets.forEach(socket -> check(socket.liveness(), now));
        idleGc.check(sockets.size(), now);
        sampleNext();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "a check of the connections failed", e);
      }
    }
  }

  /**
   * Notes that the checks begin. Where this process stood still, as after a SIGSTOP, the frames of
   * the clients wait in their sockets, so all timeouts begin anew.
   */
  void noteTime(long now) {
    if (now - checkedAt > checkInterval + MAX_DELAY) {
      resumedAt = now;
    }
    checkedAt = now;
  }

  /** Whether a timeout has passed since a time, and since this process stood still. */
  private boolean isOver(long now, long since, long timeout) {
    return now - since > timeout && now - resumedAt > timeout;
  }

  /** Checks one connection. {@code now} is of {@link System#nanoTime}. */
  void check(Liveness liveness, long now) {
    Outbox outbox = liveness.outbox();
    if (liveness.isBehindAgain()) {
      outbox.cut(DisconnectReason.BEHIND);
    } else if (outbox.isWriting() && isOver(now, outbox.wroteAt(), writeTimeout)) {
      outbox.cut(DisconnectReason.STUCK);
    } else if (outbox.isClosing()) {
      if (outbox.closedAt() != 0 && isOver(now, outbox.closedAt(), closeTimeout)) {
        outbox.cut(DisconnectReason.IGNORES_CLOSE);
      }
    } else if (liveness.isSilent(now, peerTimeout) && now - resumedAt > peerTimeout) {
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
