package chat.core.file;

import chat.core.name.RoomName;

/**
 * A file that is being received.
 *
 * @param size how many bytes it is to have; where that is not known, how many at most
 * @param offset how many have been received
 */
public record Upload(
    FileId id, RoomName room, String memberId, FileName name, long size, long offset) {
  /** An upload of which nothing was received. */
  public static Upload begun(RoomName room, String memberId, FileName name, long size) {
    return new Upload(FileId.random(), room, memberId, name, size, 0);
  }

  public boolean isComplete() {
    return offset == size;
  }
}
