package chat.sqlite.read;

import chat.core.file.FileId;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import chat.core.name.RoomName;
import chat.sqlite.db.ConnectionOwner;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKind;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connection that reads. The results of all calls until {@link #endSnapshot} are of one snapshot.
 * For one thread at a time.
 */
public final class Reader extends ConnectionOwner {
  private final RoomTable rooms;
  private final EntryReader entries;
  private final MessageReader messages;

  public static Reader open(Database database) throws SQLException {
    Connection connection = database.openReader();
    try {
      return new Reader(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Reader(Connection connection) throws SQLException {
    super(connection);
    rooms = new RoomTable(connection);
    entries = new EntryReader(connection);
    messages = new MessageReader(connection);
  }

  public List<RoomName> rooms() throws SQLException {
    return rooms.all();
  }

  public RoomHead head(RoomName room) throws SQLException {
    return rooms.head(room);
  }

  public Optional<List<Entry>> after(RoomName room, long seq, long upTo, ReadLimit limit)
      throws SQLException {
    return entries.after(room, seq, upTo, limit);
  }

  public Page before(RoomName room, long seq, ReadLimit limit) throws SQLException {
    return messages.before(room, seq, limit);
  }

  public Page answers(RoomName room, long message, long seq, ReadLimit limit) throws SQLException {
    return messages.answers(room, message, seq, limit);
  }

  public Page pinned(RoomName room, long seq, ReadLimit limit) throws SQLException {
    return messages.pinned(room, seq, limit);
  }

  public Message message(long key) throws SQLException {
    return messages.message(key);
  }

  public void visitTexts(MessageReader.TextVisitor visitor, long after, long before, int max)
      throws SQLException {
    messages.visitTexts(visitor, after, before, max);
  }

  public Optional<String> text(long key) throws SQLException {
    return messages.text(key);
  }

  /** The keys of messages that were edited after an entry. */
  public List<Long> editedAfter(long room, long seq) throws SQLException {
    return messages.changedAfter(room, seq, EntryKind.EDITED);
  }

  /** The keys of messages that were deleted after an entry. */
  public List<Long> deletedAfter(long room, long seq) throws SQLException {
    return messages.changedAfter(room, seq, EntryKind.DELETED);
  }

  /** Those of some files that a message has. */
  public Set<FileId> attached(Collection<FileId> files) throws SQLException {
    return messages.attached(files);
  }

  public Unread unread(RoomName room, long seq, String reader, int max) throws SQLException {
    return messages.unread(room, seq, reader, max);
  }

  /** Ends the snapshot, for which the journal had to be kept. */
  public void endSnapshot() throws SQLException {
    connection.rollback();
  }
}
