package chat.sqlite;

import chat.core.Entry;
import chat.core.Message;
import chat.core.RoomName;
import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import chat.core.Transcript.Unread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One connection that reads. What one call gives is of one moment. For one thread at a time. */
final class Reader implements AutoCloseable {
  private final Connection connection;
  private final Rooms rooms;
  private final Entries entries;
  private final Messages messages;

  static Reader open(Database database) throws SQLException {
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
    rooms = new Rooms(connection);
    entries = new Entries(connection);
    messages = new Messages(connection);
  }

  List<RoomName> rooms() throws SQLException {
    return rooms.all();
  }

  Standing standing(RoomName room) throws SQLException {
    return rooms.standing(room);
  }

  Optional<List<Entry>> after(RoomName room, long seq, long upTo, Reach reach) throws SQLException {
    return entries.after(room, seq, upTo, reach);
  }

  Page before(RoomName room, long seq, Reach reach) throws SQLException {
    return messages.before(room, seq, reach);
  }

  Message message(long place) throws SQLException {
    return messages.at(place);
  }

  void texts(Messages.Glance glance, long after, long before, int most) throws SQLException {
    messages.texts(glance, after, before, most);
  }

  Optional<String> text(long place) throws SQLException {
    return messages.text(place);
  }

  /** The places of messages that were edited after an entry. */
  List<Long> edited(long room, long seq) throws SQLException {
    return messages.changed(room, seq, Pen.EDITED);
  }

  /** The places of messages that were taken back after an entry. */
  List<Long> deleted(long room, long seq) throws SQLException {
    return messages.changed(room, seq, Pen.DELETED);
  }

  Unread unread(RoomName room, long seq, String reader, int most) throws SQLException {
    return messages.unread(room, seq, reader, most);
  }

  /** Lets go of the moment that was read, which the journal had to keep. */
  void rest() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
