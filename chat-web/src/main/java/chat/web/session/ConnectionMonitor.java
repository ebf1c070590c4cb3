package chat.web.session;

import chat.web.delivery.Outbox;
import chat.web.metrics.DisconnectReason;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
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

  private final Set<RoomConnection> connections = ConcurrentHashMap.newKeySet();
  private final long checkInterval;
  private final long heartbeatInterval;
  private final long peerTimeout;
  private final long closeTimeout;
  private final long writeTimeout;
  private final List<Runnable> chores = new ArrayList<>();
  private final IdleGc idleGc = new IdleGc(System::gc);
  // Used by the monitor's own thread only.
  private Iterator<RoomConnection> sampled = Collections.emptyIterator();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("connection-monitor").unstarted(this::run);
  private volatile boolean closed;
  // Of the monitor's own thread only. Long ago: nothing was late yet.
  private long checkedAt;
  private long resumedAt;

  /**
   * @param writeTimeout the time that one write may take before its connection is cut
   * @param housekeeping chores that are run as often as the checks; each is guarded by itself
   */
  public ConnectionMonitor(
      ConnectionTimeouts timeouts, Duration writeTimeout, List<Runnable> housekeeping) {
    checkInterval = timeouts.checkInterval().toNanos();
    heartbeatInterval = timeouts.heartbeatInterval().toNanos();
    peerTimeout = timeouts.peerTimeout().toNanos();
    closeTimeout = timeouts.closeTimeout().toNanos();
    this.writeTimeout = writeTimeout.toNanos();
    chores.addAll(housekeeping);
    chores.add(this::checkAll);
    chores.add(() -> idleGc.check(connections.size(), System.nanoTime()));
    chores.add(this::sampleNext);
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

  void add(RoomConnection connection) {
    connections.add(connection);
  }

  void remove(RoomConnection connection) {
    connections.remove(connection);
  }

  /** All connections that have not ended. */
  public Set<RoomConnection> connections() {
    return connections;
  }

  private void run() {
    while (!closed) {
      LockSupport.parkNanos(checkInterval);
      chores.forEach(ConnectionMonitor::guard);
    }
  }

  /** Runs one chore; an error in it, such as a lack of memory, must not keep the next from it. */
  private static void guard(Runnable chore) {
    try {
      chore.run();
    } catch (Throwable e) {
      log(e);
    }
  }

  private static void log(Throwable failure) {
    try {
      LOG.log(Level.ERROR, "a check of the connections failed", failure);
    } catch (Throwable e) {
      // Without memory a line of the log is lost, but no check.
    }
  }

  private void checkAll() {
    long now = System.nanoTime();
    noteTime(now);
    for (RoomConnection connection : connections) {
      try {
        check(connection.liveness(), now);
      } catch (Throwable e) {
        log(e);
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
      LOG.log(
          Level.WARNING,
          "the process stood still for {0} s; nobody is cut for that",
          Duration.ofNanos(now - checkedAt).toSeconds());
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
    // Whatever pings and pongs went by, because a script in a browser does not see them.
    if (liveness.isTextDue(now, heartbeatInterval)) {
      liveness.sendHeartbeat();
    }
  }

  /** One connection at each check, in turn, measures the latency of a delivery. */
  private void sampleNext() {
    if (!sampled.hasNext()) {
      sampled = connections.iterator();
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
