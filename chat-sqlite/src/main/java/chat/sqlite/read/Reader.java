package chat.sqlite.read;

import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import chat.sqlite.write.EntryWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One connection that reads. What one call gives is of one moment. For one thread at a time. */
public final class Reader implements AutoCloseable {
  private final Connection connection;
  private final RoomTable rooms;
  private final EntryReader entries;
  private final MessageReader messages;

  public static Reader open(Database database) throws SQLException {
    Connection connection = database.toRead();
    try {
      return new Reader(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private Reader(Connection connection) throws SQLException {
    this.connection = connection;
    rooms = new RoomTable(connection);
    entries = new EntryReader(connection);
    messages = new MessageReader(connection);
  }

  public List<RoomName> rooms() throws SQLException {
    return rooms.all();
  }

  public RoomHead standing(RoomName room) throws SQLException {
    return rooms.standing(room);
  }

  public Optional<List<Entry>> after(RoomName room, long seq, long upTo, ReadLimit reach)
      throws SQLException {
    return entries.after(room, seq, upTo, reach);
  }

  public Page before(RoomName room, long seq, ReadLimit reach) throws SQLException {
    return messages.before(room, seq, reach);
  }

  public Message message(long place) throws SQLException {
    return messages.at(place);
  }

  public void texts(MessageReader.TextVisitor glance, long after, long before, int most)
      throws SQLException {
    messages.texts(glance, after, before, most);
  }

  public Optional<String> text(long place) throws SQLException {
    return messages.text(place);
  }

  /** The places of messages that were edited after an entry. */
  public List<Long> edited(long room, long seq) throws SQLException {
    return messages.changed(room, seq, EntryWriter.EDITED);
  }

  /** The places of messages that were taken back after an entry. */
  public List<Long> deleted(long room, long seq) throws SQLException {
    return messages.changed(room, seq, EntryWriter.DELETED);
  }

  public Unread unread(RoomName room, long seq, String reader, int most) throws SQLException {
    return messages.unread(room, seq, reader, most);
  }

  /** Lets go of the moment that was read, which the journal had to keep. */
  public void rest() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
