package chat.sqlite.write;

import chat.core.log.Draft;
import chat.core.log.DraftValidator;
import chat.core.log.Entry;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * The log from the side of the one who writes it: what a draft is judged by, what is written, and
 * the transaction around both. For one thread. After a failure it is closed and opened anew.
 */
final class Ledger implements AutoCloseable {
  private final Connection connection;
  private final EntryWriter pen;
  private final RoomTable rooms;
  private final PreparedQuery addRoom;
  private final PreparedQuery sent;
  private final PreparedQuery author;
  private final PreparedQuery kinds;
  private final PreparedQuery claim;
  private final PreparedQuery count;
  private final String epoch;
  private long claimed;

  /**
   * Opens the log for writing.
   *
   * @param epoch what the file must say; else another one was put in the place of ours
   */
  static Ledger open(Database database, String epoch) throws SQLException {
    Connection connection = database.toWrite();
    try {
      return new Ledger(connection, epoch);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Ledger(Connection connection, String epoch) throws SQLException {
    this.connection = connection;
    this.epoch = epoch;
    pen = new EntryWriter(connection);
    rooms = new RoomTable(connection);
    addRoom = new PreparedQuery(connection, "INSERT INTO room (name) VALUES (?) RETURNING no");
    sent =
        new PreparedQuery(
            connection, "SELECT place FROM sent WHERE author = ? AND room = ? AND id = ?");
    author = new PreparedQuery(connection, "SELECT author, text IS NULL FROM said WHERE place = ?");
    kinds = new PreparedQuery(connection, "SELECT emoji FROM kind WHERE message = ?");
    // Changes nothing, but makes this the writer, so that all is judged by the latest there is.
    claim =
        new PreparedQuery(
            connection, "UPDATE log SET entries = entries WHERE entries = ? AND epoch = ?");
    count = new PreparedQuery(connection, "UPDATE log SET entries = ?");
  }

  /**
   * Begins a transaction: nobody else writes until it ends.
   *
   * @param entries how many there must be
   * @throws SQLException also when somebody else has written meanwhile: the numbers may be taken
   */
  void begin(long entries) throws SQLException {
    if (claim.run(entries, epoch) != 1) {
      throw new SQLException("the database was changed by somebody else; start the server anew");
    }
    claimed = entries;
  }

  RoomHead standing(RoomName room) throws SQLException {
    return rooms.standing(room);
  }

  /** Gives a room its number, because something is said in it for the first time. */
  long add(RoomName room) throws SQLException {
    return addRoom.one(row -> row.getLong(1), room.value()).orElseThrow();
  }

  /** The number of the entry that a draft has become already, or 0. */
  long known(long room, Draft draft) throws SQLException {
    return sent.one(row -> EntryKey.seq(row.getLong(1)), draft.by().id(), room, draft.id())
        .orElse(0L);
  }

  /** The message at a place, if there is one. */
  Optional<DraftValidator.TargetMessage> target(long place) throws SQLException {
    Optional<DraftValidator.TargetMessage> message =
        author.one(
            row -> new DraftValidator.TargetMessage(row.getString(1), row.getBoolean(2), Set.of()),
            place);
    if (message.isEmpty()) {
      return message;
    }
    Set<String> emojis = Set.copyOf(kinds.all(row -> row.getString(1), place));
    return message.map(m -> new DraftValidator.TargetMessage(m.author(), m.deleted(), emojis));
  }

  void write(long room, Entry entry) throws SQLException {
    pen.write(room, entry);
  }

  /**
   * Makes all of it last; where there is nothing new the disk is spared.
   *
   * @param entries how many there are now
   */
  void commit(long entries) throws SQLException {
    if (entries == claimed) {
      connection.rollback();
    } else {
      count.run(entries);
      connection.commit();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
