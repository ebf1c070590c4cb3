package chat.web.session;

import chat.core.log.Transcripts;
import chat.web.access.Admission;
import chat.web.protocol.CloseCodes;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * Checks whether the database of the log is away. {@link MemberStates} notifies the clients,
 * because what they say waits. After a time all connections are closed and no more are admitted, so
 * that the clients find another server, which may reach it.
 */
public final class DatabaseOutage implements Runnable {
  private static final System.Logger LOG = System.getLogger(DatabaseOutage.class.getName());

  /** 1 s, because a connection to the database that is replaced is no outage. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(1);

  private final Transcripts transcripts;
  private final Admission admission;
  private final Supplier<? extends Collection<RoomConnection>> connections;
  private final Duration maxWait;
  private volatile boolean away;

  /**
   * @param connections all connections that have not ended
   * @param maxWait how long connections wait for the database
   */
  public DatabaseOutage(
      Transcripts transcripts,
      Admission admission,
      Supplier<? extends Collection<RoomConnection>> connections,
      Duration maxWait) {
    this.transcripts = transcripts;
    this.admission = admission;
    this.connections = connections;
    this.maxWait = maxWait;
  }

  /** Called several times a second. */
  @Override
  public void run() {
    Duration time = transcripts.unreachableFor();
    away = time.compareTo(NOTICEABLE) >= 0;
    boolean isOver = time.compareTo(maxWait) >= 0;
    if (isOver != admission.isDatabaseAway()) {
      // First: a connection that was admitted just before closes itself.
      admission.setDatabaseAway(isOver);
      if (isOver) {
        closeAll();
      }
    }
  }

  private void closeAll() {
    LOG.log(Level.ERROR, "the database is away for too long; all connections are closed");
    connections.get().forEach(connection -> connection.outbox().close(CloseCodes.SERVER_RESTARTS));
  }

  /** Whether the database is away for so long that clients are notified. */
  boolean isAway() {
    return away;
  }

  /** Whether the log is in a database that can be away; a file that cannot be read is a fault. */
  boolean isPossible() {
    return transcripts.stores().isPresent() || transcripts.unreachableFor().isPositive();
  }
}
