package chat.postgres.entry;

import chat.core.log.Entry;
import chat.core.name.RoomName;
import java.util.List;

/** Is notified of what was committed, before the room is. Returns early. */
public interface CommitListener {
  void committed(RoomName room, List<Entry> entries);
}
