package chat.postgres.shared;

import chat.core.cluster.RemovalCommand;
import chat.core.cluster.SharedStores;
import chat.core.cluster.StoreUnavailableException;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.shared.CommandTable.Sent;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The thread that notifies this server of rulings and commands of the others: when a notice
 * arrives, and once a second, by the numbers in the table {@code counter}. A server begins with
 * what there is at its start, and misses nothing of what comes later.
 */
final class SharedChanges implements NoticeHandler, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SharedChanges.class.getName());
  static final String RULINGS = "r";
  static final String COMMANDS = "c";

  private final StatementRunner statements;
  private final CommandTable commands;
  private final Semaphore awake = new Semaphore(0);
  private volatile boolean closed;
  private final Thread thread = Thread.ofPlatform().name("changes").unstarted(this::run);
  // The rest is used by the thread only, once it runs.
  private SharedStores.Listener listener;
  private Counters done;

  private record Counters(long rulings, long commands) {}

  SharedChanges(StatementRunner statements, CommandTable commands) {
    this.statements = statements;
    this.commands = commands;
  }

  /** Reads where the changes begin. Called before anything else is read. */
  void begin() {
    done = counters();
  }

  void start(SharedStores.Listener newListener) {
    listener = newListener;
    thread.start();
  }

  private Counters counters() {
    Query query = Query.of("SELECT rulings, commands FROM chat.counter");
    return statements
        .run(connection ->
            query.rows(connection, row -> new Counters(row.getLong(1), row.getLong(2))))
        .getFirst();
  }

  @Override
  public void notice(String server, String[] fields) {
    if (fields[0].equals(RULINGS) || fields[0].equals(COMMANDS)) {
      awake.release();
    }
  }

  @Override
  public void compare(Connection connection) {
    awake.release();
  }

  private void run() {
    while (!closed) {
      awake.acquireUninterruptibly();
      // Several permits are one change.
      int ignored = awake.drainPermits();
      try {
        follow();
      } catch (StoreUnavailableException e) {
        LOG.log(Level.DEBUG, "the next comparison finds what has changed", e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "changes of other servers were not followed", e);
      }
    }
  }

  private void follow() {
    Counters now = counters();
    if (now.rulings != done.rulings) {
      listener.rulingsChanged();
      done = new Counters(now.rulings, done.commands);
    }
    if (now.commands != done.commands) {
      List<Sent> sent = commands.after(done.commands);
      latest(sent).forEach(this::carryOut);
      // Its own may be later than those that it has read.
      done = new Counters(done.rulings, sent.isEmpty() ? now.commands : sent.getLast().no());
    }
  }

  /** Without renamings that are out of date: a member may be here under its latest name. */
  private static List<RemovalCommand> latest(List<Sent> sent) {
    Map<String, RemovalCommand.Rename> renamings = new HashMap<>();
    for (Sent each : sent) {
      if (each.command() instanceof RemovalCommand.Rename rename) {
        renamings.put(rename.member().id(), rename);
      }
    }
    return sent.stream()
        .map(Sent::command)
        .filter(command ->
            !(command instanceof RemovalCommand.Rename rename)
                || rename.equals(renamings.get(rename.member().id())))
        .toList();
  }

  /** A command that fails is no reason for the next not to be carried out. */
  private void carryOut(RemovalCommand command) {
    try {
      listener.command(command);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a command of another server failed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    awake.release();
    if (thread.getState() != Thread.State.NEW) {
      UninterruptibleJoin.of(thread);
    }
  }
}
