package chat.sqlite.write;

import chat.core.log.Entry;
import chat.core.log.LogUnavailableException;
import chat.core.log.RoomImport;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.RoomHead;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes over the entries of a room in one transaction, where no server uses the log. */
public final class LedgerImport implements RoomImport {
  private final Ledger ledger;
  private final Incarnation incarnation;
  private final Runnable afterwards;
  private final long room;
  // Messages without a text: of them no reaction stands, whatever the entries say.
  private final List<Long> erased = new ArrayList<>();
  private int count;

  /**
   * Begins.
   *
   * @param afterwards called when it is closed
   * @throws OpenException when the room has an entry
   */
  public LedgerImport(
      Database database, Incarnation incarnation, RoomName name, Runnable afterwards)
      throws SQLException {
    this.incarnation = incarnation;
    this.afterwards = afterwards;
    ledger = Ledger.open(database, incarnation.epoch());
    try {
      ledger.begin(incarnation.entries());
      room = emptyRoom(name);
    } catch (SQLException | OpenException e) {
      ledger.close();
      throw e;
    }
  }

  private long emptyRoom(RoomName name) throws SQLException {
    RoomHead head = ledger.head(name);
    if (head.last() > 0) {
      throw new OpenException(
          "--room: something was said in this room already; choose one in which nothing was.",
          null);
    }
    return head.room() == 0 ? ledger.addRoom(name) : head.room();
  }

  @Override
  public void add(List<Entry> entries) {
    try {
      for (Entry entry : entries) {
        checkFiles(entry);
        ledger.write(room, entry);
        if (entry instanceof Entry.Said said && said.deleted()) {
          erased.add(said.seq());
        }
        count++;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void checkFiles(Entry entry) throws SQLException {
    if (entry instanceof Entry.Said said && !ledger.canAttach(said.files())) {
      throw new OpenException(
          "A file of message %d is in this log already; give --files, so that it gets a new id."
              .formatted(said.seq()),
          null);
    }
  }

  @Override
  public void commit() {
    try {
      for (long message : erased) {
        ledger.erase(EntryKey.of(room, message));
      }
      ledger.commit(incarnation.entries() + count);
      incarnation.committed(count);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LogUnavailableException failure(SQLException e) {
    return new LogUnavailableException(FailureReason.of(e).text() + " (" + e.getMessage() + ")");
  }

  @Override
  public void close() {
    try {
      ledger.close();
    } catch (SQLException e) {
      // What was committed is kept, and the rest is rolled back when the process ends.
      throw failure(e);
    } finally {
      afterwards.run();
    }
  }
}
