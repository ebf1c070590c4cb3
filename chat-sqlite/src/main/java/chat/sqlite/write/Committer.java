package chat.sqlite.write;

import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.LogStateException;
import chat.sqlite.db.OutageLog;
import chat.sqlite.db.RoomHead;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one thread that writes. It commits the submissions that have gathered, of all rooms, in one
 * transaction, and then notifies the rooms and the authors: so there is one wait for the disk,
 * however many members are talking.
 *
 * <p>It never ends on an error, not even on a lack of memory: without this thread nothing would be
 * kept until the server is restarted.
 */
public final class Committer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Committer.class.getName());

  private final CommitQueue queue;
  private final Database database;
  private final Incarnation incarnation;
  private final Checkpointer checkpointer;
  private final InstantSource clock;
  private final CommitStatus status = new CommitStatus();
  private final OutageLog outages =
      new OutageLog(LOG, Level.ERROR, "what is said cannot be kept", "what is said is kept again");
  // Closed after a failure and opened anew for the next batch, so that nothing of it remains.
  private Ledger ledger;

  public Committer(
      CommitQueue queue,
      Database database,
      Incarnation incarnation,
      Checkpointer checkpointer,
      InstantSource clock) {
    this.queue = queue;
    this.database = database;
    this.incarnation = incarnation;
    this.checkpointer = checkpointer;
    this.clock = clock;
  }

  public CommitStatus status() {
    return status;
  }

  /** Whether the database is still the file that was opened; another one is left alone. */
  public boolean isInPlace() {
    try {
      incarnation.checkFile();
      return true;
    } catch (LogStateException e) {
      return false;
    }
  }

  /** Ends when the queue is closed and everything in it is committed or refused. */
  @Override
  public void run() {
    boolean open = true;
    while (open) {
      try {
        open = commitNext();
      } catch (Throwable e) {
        log(Level.ERROR, "the committer failed", e);
      }
    }
    closeLedger();
  }

  private boolean commitNext() {
    // Before the take: a queue that was closed and is empty then stays empty.
    boolean closed = queue.isClosed();
    List<Submission> submissions = queue.take();
    if (submissions.isEmpty()) {
      if (!queue.isClosed()) {
        test();
      }
      return !closed;
    }
    Map<CommitTarget, RoomBatch> batches = new LinkedHashMap<>();
    if (commit(submissions, batches)) {
      recovered();
      forEach(batches.values(), RoomBatch::notifyCommitted);
      forEach(batches.values(), RoomBatch::notifyFlushed);
      checkpointer.committed(batches.values().stream().anyMatch(RoomBatch::hasErased));
    }
    return true;
  }

  /** With nobody talking, finds out whether a message would be kept. */
  private void test() {
    status.begun(System.nanoTime());
    try {
      open();
      ledger.begin(incarnation.entries());
      ledger.test();
      status.tested();
      if (status.problem(System.nanoTime()).isEmpty()) {
        recovered();
      }
      checkpointer.committed(false);
    } catch (Throwable e) {
      failed(e);
    }
  }

  /** Commits all, or refuses all but what an earlier transaction has kept. */
  private boolean commit(List<Submission> submissions, Map<CommitTarget, RoomBatch> batches) {
    int added = 0;
    status.begun(System.nanoTime());
    try {
      open();
      ledger.begin(incarnation.entries());
      for (Submission submission : submissions) {
        batch(batches, submission.target()).add(submission);
        added++;
      }
      int entries = 0;
      for (RoomBatch batch : batches.values()) {
        batch.decide();
        entries += batch.count();
      }
      ledger.commit(incarnation.entries() + entries);
      incarnation.committed(entries);
      status.committed(System.nanoTime());
      return true;
    } catch (Throwable e) {
      failed(e);
      status.refused(submissions.size());
      forEach(batches.values(), RoomBatch::reject);
      forEach(submissions.subList(added, submissions.size()), Submission::reject);
      return false;
    }
  }

  /** Notifies each; one that throws is no reason for the others not to be notified. */
  private static <T> void forEach(Collection<T> all, Consumer<T> notification) {
    for (T each : all) {
      try {
        notification.accept(each);
      } catch (Throwable e) {
        log(Level.ERROR, "a notification after a commit failed", e);
      }
    }
  }

  private void open() throws SQLException {
    // First: a file that is missing would be created, and its successor be written.
    incarnation.checkFile();
    if (ledger == null) {
      ledger = Ledger.open(database, incarnation.epoch());
    }
  }

  private RoomBatch batch(Map<CommitTarget, RoomBatch> batches, CommitTarget target)
      throws SQLException {
    RoomBatch known = batches.get(target);
    if (known != null) {
      return known;
    }
    RoomHead head = target.head(ledger::head);
    var batch = new RoomBatch(target, ledger, head, clock.instant());
    batches.put(target, batch);
    return batch;
  }

  private void failed(Throwable e) {
    closeLedger();
    status.failed(e);
    guarded(() -> outages.failed(e, System.nanoTime()));
  }

  private void recovered() {
    guarded(outages::succeeded);
  }

  private void closeLedger() {
    try {
      if (ledger != null) {
        ledger.close();
      }
    } catch (SQLException e) {
      log(Level.DEBUG, "a connection to the log did not close", e);
    } finally {
      ledger = null;
    }
  }

  private static void log(Level level, String message, Throwable thrown) {
    guarded(() -> LOG.log(level, message, thrown));
  }

  /** Without memory a line of the log is lost, but no answer. */
  private static void guarded(Runnable logging) {
    try {
      logging.run();
    } catch (Throwable e) {
      // It could not be logged either.
    }
  }
}
