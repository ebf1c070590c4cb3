package chat.core;

/** The logs of all rooms, in one place. */
public interface Transcripts extends AutoCloseable {
  /** The log of a room; the same numbering for the same room as long as the place keeps it. */
  Transcript open(RoomName room);

  /** Keeps what was taken, then ends. */
  @Override
  void close();
}
