package chat.postgres.notice;

import chat.core.log.Cursor;
import chat.core.log.TranscriptProvider.OpenException;
import chat.postgres.db.Database;
import chat.postgres.db.Outage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Notices between the servers of one database: lines of fields, on one channel. They are sent after
 * the commit and by a connection of their own, because a NOTIFY in a transaction serialises all
 * commits of the database. A notice is a hint: what is lost is found by the comparison.
 *
 * <p>Owner of the thread that sends and the thread that listens.
 */
public final class Notices implements AutoCloseable {
  static final String CHANNEL = "chat";

  /** The kind of the notices that ask the other servers to compare at once. */
  public static final String COMPARE = "n";

  static final String FIELD_SEPARATOR = "\t";

  private final String server = Cursor.newEpoch();
  private final Settings settings;
  private final NoticeSender sender;
  private final NoticeListener listener;

  /**
   * Periods of the notices.
   *
   * @param compareInterval between two comparisons, which also find a connection that has failed
   * @param answerTimeout how long an answer to the comparison may take
   * @param retryPause between two attempts to reach the database
   * @param probeTimeout how long the first notice may take at the start
   */
  public record Settings(
      Duration compareInterval,
      Duration answerTimeout,
      Duration retryPause,
      Duration probeTimeout) {
    public static final Settings DEFAULTS =
        new Settings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMillis(200),
            Duration.ofSeconds(2));
  }

  public Notices(Database database, Settings settings) {
    this.settings = settings;
    sender = new NoticeSender(database, server, settings);
    listener = new NoticeListener(database, server, settings);
  }

  /** The id of this server, made at its start. */
  public String server() {
    return server;
  }

  /** While no notices arrive; begins some seconds after the database is away. */
  public Outage outage() {
    return listener.outage();
  }

  /**
   * Sends a notice to all other servers soon; returns at once. A line that is sent already, or too
   * much, is left out.
   *
   * @param fields the kind, and what belongs to it; without a tab or a line break
   */
  public void send(String... fields) {
    sender.send(String.join(FIELD_SEPARATOR, fields));
  }

  /**
   * Begins to listen, and checks that a notice arrives.
   *
   * @param handlers each is notified of all notices of other servers
   * @throws OpenException when no notice arrives, with a sentence for the owner
   */
  public void start(List<NoticeHandler> handlers) throws SQLException {
    listener.connect();
    sender.connect();
    // Without a line, so that no other server's handler is notified.
    sender.deliver(List.of());
    if (!listener.awaitOwn(settings.probeTimeout())) {
      throw new OpenException(
          "--database: a notice to the servers of this database does not arrive; connect to PostgreSQL itself, or to a pooler in session mode.",
          null);
    }
    sender.start();
    listener.start(handlers);
  }

  /** Sends what waits, and ends both threads. */
  @Override
  public void close() {
    sender.close();
    listener.close();
  }
}
