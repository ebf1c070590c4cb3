package chat.sqlite.write;

import chat.core.file.FileId;
import chat.core.log.Follower;
import chat.core.name.RoomName;
import chat.sqlite.db.RoomHead;
import java.sql.SQLException;
import java.util.List;

/** A room as the committer uses it. All methods are called by the committer's thread. */
public interface CommitTarget {
  RoomName name();

  /**
   * The last entry that was committed.
   *
   * @param source reads it from the database the first time
   */
  RoomHead head(RoomHead.Source source) throws SQLException;

  /** Called after the commit with the entries of this room and its new head. */
  void committed(List<Follower.Kept> entries, RoomHead head);

  /** Called after the commit with the files that messages have lost by it. */
  void detached(List<FileId> files);

  /** Called after {@link #committed} of all rooms, when no lock is held. */
  void flushed();
}
