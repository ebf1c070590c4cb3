package chat.postgres;

import chat.core.log.Entry;
import chat.core.log.RoomImport;
import chat.core.name.RoomName;
import java.util.List;

/** Takes over the entries of one room in one transaction. */
record PostgresRoomImport(PostgresImport target, RoomName room) implements RoomImport {
  @Override
  public void add(List<Entry> entries) {
    target.add(room, entries);
  }

  @Override
  public void commit() {
    target.commit();
  }

  @Override
  public void close() {
    target.close();
  }
}
