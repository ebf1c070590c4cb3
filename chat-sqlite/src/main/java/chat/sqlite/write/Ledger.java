package chat.sqlite.write;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.log.Draft;
import chat.core.log.DraftValidator;
import chat.core.log.Entry;
import chat.core.name.RoomName;
import chat.sqlite.db.ConnectionOwner;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.LogStateException;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The writer's connection to the log: looks up the messages that drafts refer to, writes entries,
 * and owns the transaction. For one thread. After a failure it is closed and opened anew.
 */
final class Ledger extends ConnectionOwner {
  private final EntryWriter writer;
  private final RoomTable rooms;
  private final PreparedQuery addRoom;
  private final PreparedQuery sent;
  private final PreparedQuery author;
  private final PreparedQuery kinds;
  private final PreparedQuery attachment;
  private final PreparedQuery pinned;
  private final PreparedQuery countPinned;
  private final PreparedQuery lock;
  private final PreparedQuery count;
  private final PreparedQuery testMessage;
  private final String epoch;
  private long committed;

  /**
   * Opens the log for writing.
   *
   * @param epoch the epoch that the file must have; else it was replaced by another one
   */
  static Ledger open(Database database, String epoch) throws SQLException {
    Connection connection = database.openWriter();
    try {
      return new Ledger(connection, epoch);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Ledger(Connection connection, String epoch) throws SQLException {
    super(connection);
    this.epoch = epoch;
    writer = new EntryWriter(connection);
    rooms = new RoomTable(connection);
    addRoom = new PreparedQuery(connection, "INSERT INTO room (name) VALUES (?) RETURNING no");
    sent =
        new PreparedQuery(
            connection, "SELECT place FROM sent WHERE author = ? AND room = ? AND id = ?");
    author = new PreparedQuery(connection, "SELECT author, text IS NULL FROM said WHERE place = ?");
    kinds = new PreparedQuery(connection, "SELECT emoji FROM kind WHERE message = ?");
    attachment = new PreparedQuery(connection, "SELECT 1 FROM attachment WHERE file = ?");
    pinned = new PreparedQuery(connection, "SELECT 1 FROM pin WHERE message = ?");
    countPinned =
        new PreparedQuery(connection, "SELECT count(*) FROM pin WHERE message > ? AND message < ?");
    // Changes nothing, but takes the write lock, so that drafts are validated against the latest
    // state.
    lock =
        new PreparedQuery(
            connection, "UPDATE log SET entries = entries WHERE entries = ? AND epoch = ?");
    count = new PreparedQuery(connection, "UPDATE log SET entries = ?");
    testMessage =
        new PreparedQuery(
            connection,
            "INSERT INTO said (place, at, author, name, id, text)"
                + " VALUES (9223372036854775807, 0, '', '', '', hex(zeroblob(8192)))");
  }

  /**
   * Begins a transaction: no other connection writes until it ends.
   *
   * @param entries how many entries there must be
   * @throws SQLException also when another process has written meanwhile: the numbers may be taken
   */
  void begin(long entries) throws SQLException {
    if (lock.update(entries, epoch) != 1) {
      throw new LogStateException("another program has changed the log; start the server anew");
    }
    committed = entries;
  }

  RoomHead head(RoomName room) throws SQLException {
    return rooms.head(room);
  }

  /** Gives a room its number, before its first entry. */
  long addRoom(RoomName room) throws SQLException {
    return addRoom.queryOne(row -> row.getLong(1), room.value()).orElseThrow();
  }

  /** The sequence number of the entry that a draft with this id has become already, or 0. */
  long findSent(long room, Draft draft) throws SQLException {
    return sent.queryOne(row -> EntryKey.seq(row.getLong(1)), draft.by().id(), room, draft.id())
        .orElse(0L);
  }

  /** The message with a key, if there is one. */
  Optional<DraftValidator.TargetMessage> message(long key) throws SQLException {
    Optional<DraftValidator.TargetMessage> message =
        author.queryOne(
            row -> new DraftValidator.TargetMessage(row.getString(1), row.getBoolean(2), Set.of()),
            key);
    if (message.isEmpty()) {
      return message;
    }
    Set<String> emojis = Set.copyOf(kinds.queryAll(row -> row.getString(1), key));
    return message.map(m -> new DraftValidator.TargetMessage(m.author(), m.deleted(), emojis));
  }

  /** Whether none of these files is attached to a message, or was, or comes twice. */
  boolean canAttach(List<Attachment> files) throws SQLException {
    Set<FileId> seen = new HashSet<>();
    for (Attachment file : files) {
      if (!seen.add(file.id())
          || attachment.queryOne(row -> row.getInt(1), file.id().value()).isPresent()) {
        return false;
      }
    }
    return true;
  }

  boolean isPinned(long message) throws SQLException {
    return pinned.queryOne(row -> row.getInt(1), message).isPresent();
  }

  /** How many messages of a room are pinned. */
  int countPinned(long room) throws SQLException {
    return countPinned
        .queryOne(row -> row.getInt(1), EntryKey.of(room, 0), EntryKey.of(room + 1, 0))
        .orElseThrow();
  }

  /** Removes and returns the files that messages have lost since the last call. */
  List<FileId> takeDetached() {
    return writer.takeDetached();
  }

  void write(long room, Entry entry) throws SQLException {
    writer.write(room, entry);
  }

  /** Removes what a message that is deleted has; its entries remain. */
  void erase(long message) throws SQLException {
    writer.erase(message);
  }

  /**
   * Ends a transaction without an entry like one with the longest message: the message is written
   * and taken back, and a page is committed to the disk.
   */
  void test() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("SAVEPOINT test");
      testMessage.update();
      statement.executeUpdate("ROLLBACK TO test");
      statement.executeUpdate("RELEASE test");
    }
    connection.commit();
  }

  /**
   * Commits; a transaction without a new entry does not wait for the disk.
   *
   * @param entries how many entries there are now
   */
  void commit(long entries) throws SQLException {
    if (entries == committed) {
      connection.rollback();
    } else {
      count.update(entries);
      connection.commit();
    }
  }
}
