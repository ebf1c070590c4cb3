package chat.web.session;

import chat.web.delivery.FrameEncoder;
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
 * Looks around ten times a second, for what those concerned cannot notice themselves: who is too
 * far behind, stuck or dead. Asks the silent for a sign of life.
 */
public final class ConnectionMonitor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ConnectionMonitor.class.getName());

  /** So short that two looks, which it takes to cut somebody, fit into a quarter of a second. */
  private static final long ROUND = Duration.ofMillis(100).toNanos();

  private static final long SILENCE = Duration.ofSeconds(20).toNanos();
  private static final long DEAD = Duration.ofSeconds(55).toNanos();

  private final Set<ChatSocket> sockets = ConcurrentHashMap.newKeySet();
  private final long stuck;
  private final Runnable alsoDo;
  private final IdleGc breather = new IdleGc(System::gc);
  // Only the watch's own thread uses it.
  private Iterator<ChatSocket> measured = Collections.emptyIterator();
  private final Thread thread = Thread.ofPlatform().daemon().name("watch").unstarted(this::run);
  private volatile boolean closed;

  /**
   * @param stuck how long a write may take nothing
   * @param alsoDo what else is due as often
   */
  public ConnectionMonitor(Duration stuck, Runnable alsoDo) {
    this.stuck = stuck.toNanos();
    this.alsoDo = alsoDo;
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
      LockSupport.parkNanos(ROUND);
      try {
        alsoDo.run();
        long now = System.nanoTime();
        sockets.forEach(socket -> look(socket, now));
        breather.look(sockets.size(), now);
        measure();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "the watch stumbled", e);
      }
    }
  }

  private void look(ChatSocket socket, long now) {
    Outbox outbox = socket.outbox();
    if (socket.isBehindAgain(outbox.isWriting() && outbox.isTooFarBehind())) {
      outbox.cut(DisconnectReason.BEHIND);
    } else if (outbox.isWriting() && now - outbox.wroteAt() > stuck) {
      outbox.cut(DisconnectReason.STUCK);
    } else if (outbox.isClosing()) {
      if (outbox.closedAt() != 0 && now - outbox.closedAt() > ChatConnection.GOODBYE.toNanos()) {
        outbox.cut(DisconnectReason.IGNORES_CLOSE);
      }
    } else if (now - socket.heardAt() > DEAD) {
      outbox.cut(DisconnectReason.SILENT);
    } else {
      ask(socket, now);
    }
  }

  /** One connection a round, each in its turn, tells how long a delivery takes. */
  private void measure() {
    if (!measured.hasNext()) {
      measured = sockets.iterator();
    }
    if (measured.hasNext()) {
      measured.next().outbox().sampleLatency();
    }
  }

  private static void ask(ChatSocket socket, long now) {
    boolean asks = now - socket.heardAt() > SILENCE && now - socket.pingedAt() > SILENCE;
    if (asks) {
      socket.pinged(now);
    }
    // A ping is written like anything else, but no script hears it: so a beat goes with it.
    if (asks || now - socket.outbox().wroteAt() > SILENCE) {
      socket.dialect().beat().map(FrameEncoder::text).ifPresent(socket.outbox()::offer);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
