package chat.postgres.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.postgres.db.ConditionWait;
import chat.postgres.db.Database;
import chat.postgres.db.UninterruptibleJoin;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The thread that sends the notices that have gathered, with a connection of its own. */
final class NoticeSender implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NoticeSender.class.getName());

  /** 7,999 bytes, because the engine takes fewer than 8,000. */
  static final int MAX_BYTES = 7_999;

  /** 10,000 lines, about one for each room; what is left out is found by the comparison. */
  private static final int MAX_WAITING = 10_000;

  private final Database database;
  private final String server;
  private final Notices.Settings settings;
  private final Thread thread = Thread.ofPlatform().name("notices-out").unstarted(this::run);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> waiting = new LinkedHashSet<>();
  private boolean closed;

  // Null before the first use, and after a failure.
  private Connection connection;

  NoticeSender(Database database, String server, Notices.Settings settings) {
    this.database = database;
    this.server = server;
    this.settings = settings;
  }

  void start() {
    thread.start();
  }

  void send(String line) {
    lock.lock();
    try {
      if (waiting.size() < MAX_WAITING && waiting.add(line)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<String> lines = take(); !lines.isEmpty(); lines = take()) {
      try {
        connect();
        deliver(lines);
      } catch (SQLException e) {
        failed(e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a notice was not sent", e);
      }
    }
    disconnect();
  }

  /** Waits for the next lines; empty when it is closed and none are left. */
  private List<String> take() {
    lock.lock();
    try {
      ConditionWait.until(changed, () -> !waiting.isEmpty() || closed);
      List<String> lines = List.copyOf(waiting);
      waiting.clear();
      return lines;
    } finally {
      lock.unlock();
    }
  }

  void connect() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
  }

  /** Sends lines in as few notices as they need. */
  void deliver(List<String> lines) throws SQLException {
    try (PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
      for (String payload : payloads(server, lines)) {
        notify.setString(1, Notices.CHANNEL);
        notify.setString(2, payload);
        notify.execute();
      }
    }
  }

  /** The server and the lines, in texts that the engine takes. */
  static List<String> payloads(String server, List<String> lines) {
    List<String> payloads = new ArrayList<>();
    var payload = new StringBuilder(server);
    int bytes = server.length();
    for (String line : lines) {
      int more = 1 + line.getBytes(UTF_8).length;
      if (bytes + more > MAX_BYTES && bytes > server.length()) {
        payloads.add(payload.toString());
        payload.setLength(server.length());
        bytes = server.length();
      }
      payload.append('\n').append(line);
      bytes += more;
    }
    payloads.add(payload.toString());
    return payloads;
  }

  /** Leaves out what waits, because it is late by now; the comparison finds it. */
  private void failed(SQLException e) {
    LOG.log(Level.DEBUG, "a notice was not sent", e);
    disconnect();
    lock.lock();
    try {
      ConditionWait.atMost(settings.retryPause(), changed, () -> closed);
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }

  /** Sends what waits, then ends; waits for that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (thread.getState() == Thread.State.NEW) {
      disconnect();
    } else {
      UninterruptibleJoin.of(thread);
    }
  }
}
