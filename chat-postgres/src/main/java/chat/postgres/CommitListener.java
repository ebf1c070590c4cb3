package chat.postgres;

import chat.core.log.Entry;
import chat.core.name.RoomName;
import java.util.List;

/** Is notified of what was committed, before the room is. Returns early. */
interface CommitListener {
  void committed(RoomName room, List<Entry> entries);
}
