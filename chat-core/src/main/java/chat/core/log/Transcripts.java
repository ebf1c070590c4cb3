package chat.core.log;

import chat.core.name.RoomName;
import java.util.Optional;

/** The logs of all rooms, in one place. */
public interface Transcripts extends AutoCloseable {
  /** The log of a room; the same numbering for the same room as long as the place keeps it. */
  Transcript open(RoomName room);

  /**
   * The log of a room, only to be read: a room in which nothing was ever said need not have one.
   */
  default Optional<Transcript> find(RoomName room) {
    return Optional.of(open(room));
  }

  /**
   * Returns once rooms can be opened. Asked before anybody is let in; who is ready from the
   * beginning has nothing to wait for.
   *
   * @throws TranscriptProvider.OpenException when they never can
   */
  default void awaitOpen() {}

  /** Keeps what was taken, then ends. */
  @Override
  void close();
}
