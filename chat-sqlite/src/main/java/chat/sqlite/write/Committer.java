package chat.sqlite.write;

import chat.sqlite.SqliteTranscript;
import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.RoomHead;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The one thread that writes. It commits what has gathered, of all rooms, in one transaction, and
 * then tells everybody: so the disk is waited for once, however many are talking.
 */
public final class Committer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Committer.class.getName());

  private final CommitQueue intake;
  private final Database database;
  private final Incarnation incarnation;
  private final Checkpointer checkpoints;
  private final InstantSource clock;
  // Closed after a failure, and opened anew for the next batch: nothing of the failure remains.
  private Ledger ledger;
  private boolean failing;

  public Committer(
      CommitQueue intake,
      Database database,
      Incarnation incarnation,
      Checkpointer checkpoints,
      InstantSource clock) {
    this.intake = intake;
    this.database = database;
    this.incarnation = incarnation;
    this.checkpoints = checkpoints;
    this.clock = clock;
  }

  /** Ends when the intake is closed and everything in it is committed or refused. */
  @Override
  public void run() {
    for (List<Submission> batch = intake.take(); !batch.isEmpty(); batch = intake.take()) {
      commit(batch);
    }
    closeLedger();
  }

  private void commit(List<Submission> batch) {
    Map<SqliteTranscript, RoomBatch> sittings = new LinkedHashMap<>();
    int taken = 0;
    try {
      open();
      ledger.begin(incarnation.entries());
      for (Submission submission : batch) {
        sitting(sittings, submission.transcript()).take(submission);
        taken++;
      }
      for (RoomBatch sitting : sittings.values()) {
        sitting.judge();
      }
      int entries = sittings.values().stream().mapToInt(RoomBatch::count).sum();
      ledger.commit(incarnation.entries() + entries);
      incarnation.grow(entries);
    } catch (Throwable e) {
      // Whatever it is, even a lack of memory: without this thread nothing is ever kept again.
      failed(e);
      tell(sittings.values(), RoomBatch::fail);
      tell(batch.subList(taken, batch.size()), Submission::notKept);
      return;
    }
    recovered();
    tell(sittings.values(), RoomBatch::tell);
    tell(sittings.values(), RoomBatch::rest);
    checkpoints.committed(sittings.values().stream().anyMatch(RoomBatch::hasErased));
  }

  /** Tells some of it; one room that cannot hear is no reason for another not to. */
  private static <T> void tell(Collection<T> all, Consumer<T> telling) {
    for (T each : all) {
      try {
        telling.accept(each);
      } catch (Throwable e) {
        LOG.log(Level.ERROR, "what became of something said was not heard", e);
      }
    }
  }

  private void open() throws SQLException {
    if (ledger == null) {
      ledger = Ledger.open(database, incarnation.epoch());
    }
  }

  private RoomBatch sitting(Map<SqliteTranscript, RoomBatch> sittings, SqliteTranscript transcript)
      throws SQLException {
    RoomBatch known = sittings.get(transcript);
    if (known != null) {
      return known;
    }
    RoomHead standing = transcript.heard(ledger::standing);
    var sitting =
        new RoomBatch(transcript, ledger, standing, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    sittings.put(transcript, sitting);
    return sitting;
  }

  private void failed(Throwable e) {
    closeLedger();
    if (!failing) {
      LOG.log(Level.ERROR, "what is said cannot be kept: " + e.getMessage(), e);
    }
    failing = true;
  }

  private void recovered() {
    if (failing) {
      LOG.log(Level.INFO, "what is said is kept again");
    }
    failing = false;
  }

  private void closeLedger() {
    try {
      if (ledger != null) {
        ledger.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection to the log did not close", e);
    } finally {
      ledger = null;
    }
  }
}
