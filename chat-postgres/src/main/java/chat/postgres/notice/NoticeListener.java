package chat.postgres.notice;

import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Outage;
import chat.postgres.db.UninterruptibleJoin;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The thread that listens to the notices of other servers, with a connection of its own. */
final class NoticeListener implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NoticeListener.class.getName());

  private final Database database;
  private final String server;
  private final Notices.Settings settings;
  private final Thread thread = Thread.ofPlatform().name("notices-in").unstarted(this::run);
  private final CountDownLatch closing = new CountDownLatch(1);
  private List<NoticeHandler> handlers = List.of();
  // Null before the first use, and after a failure; read by the thread that closes.
  private volatile Connection connection;
  private final Outage outage = new Outage();
  private boolean comparesAtOnce;

  NoticeListener(Database database, String server, Notices.Settings settings) {
    this.database = database;
    this.server = server;
    this.settings = settings;
  }

  void start(List<NoticeHandler> newHandlers) {
    handlers = List.copyOf(newHandlers);
    thread.start();
  }

  private void run() {
    while (!isClosing()) {
      try {
        connect();
        listen();
      } catch (SQLException e) {
        failed(e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "the listener to notices failed", e);
        disconnect();
        pause();
      }
    }
    disconnect();
  }

  /** Begins to listen. Only afterwards is compared, so that nothing is missed between the two. */
  void connect() throws SQLException {
    if (connection == null) {
      Connection next = database.connect();
      connection = next;
      // It may be half-open; an answer that does not come ends it.
      next.setNetworkTimeout(Runnable::run, (int) settings.answerTimeout().toMillis());
      try (Statement statement = next.createStatement()) {
        statement.execute("LISTEN " + Notices.CHANNEL);
      }
    }
  }

  /** While no notices arrive. */
  Outage outage() {
    return outage;
  }

  /** Waits for a notice of this server itself. */
  boolean awaitOwn(Duration timeout) throws SQLException {
    long end = System.nanoTime() + timeout.toNanos();
    for (long left = timeout.toNanos(); left > 0; left = end - System.nanoTime()) {
      for (PGNotification each : receive(left)) {
        if (lines(each)[0].equals(server)) {
          return true;
        }
      }
    }
    return false;
  }

  private void listen() throws SQLException {
    while (!isClosing()) {
      compare();
      long end = System.nanoTime() + settings.compareInterval().toNanos();
      comparesAtOnce = false;
      for (long left = 1; left > 0 && !comparesAtOnce && !isClosing(); ) {
        for (PGNotification each : receive(end - System.nanoTime())) {
          handle(lines(each));
        }
        left = end - System.nanoTime();
      }
    }
  }

  private PGNotification[] receive(long nanos) throws SQLException {
    // 0 would wait for ever.
    int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    PGNotification[] received = connection.unwrap(PGConnection.class).getNotifications(millis);
    return received == null ? new PGNotification[0] : received;
  }

  private static String[] lines(PGNotification notification) {
    return notification.getParameter().split("\n", -1);
  }

  private void handle(String[] lines) {
    if (lines[0].equals(server)) {
      return;
    }
    for (int i = 1; i < lines.length; i++) {
      String[] fields = lines[i].split(Notices.FIELD_SEPARATOR, -1);
      comparesAtOnce |= fields[0].equals(Notices.COMPARE);
      handlers.forEach(handler -> notify(handler, lines[0], fields));
    }
  }

  /** A handler that throws is no reason for the others not to be notified. */
  private static void notify(NoticeHandler handler, String sender, String[] fields) {
    try {
      handler.notice(sender, fields);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a notice was not handled", e);
    }
  }

  private void compare() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The handlers may need nothing of the database now, but the connection has to answer.
      statement.execute("SELECT 1");
    }
    for (NoticeHandler handler : handlers) {
      try {
        handler.compare(connection);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a comparison with the database failed", e);
      }
    }
    if (outage.ended()) {
      LOG.log(Level.INFO, "notices of other servers arrive again");
    }
  }

  private void failed(SQLException e) {
    disconnect();
    if (isClosing()) {
      return;
    }
    String reason = FailureReason.of(e);
    if (outage.failed(reason)) {
      LOG.log(Level.WARNING, "no notices of other servers arrive: " + reason);
    }
    pause();
  }

  private void pause() {
    try {
      boolean ignored = closing.await(settings.retryPause().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the listener to notices", e);
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }

  /** Ends the thread, which may be waiting for a notice. */
  @Override
  public void close() {
    closing.countDown();
    Connection current = connection;
    if (thread.getState() == Thread.State.NEW) {
      disconnect();
      return;
    }
    if (current != null) {
      abort(current);
    }
    UninterruptibleJoin.of(thread);
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection did not end", e);
    }
  }
}
