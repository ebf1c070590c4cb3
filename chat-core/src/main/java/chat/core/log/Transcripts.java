package chat.core.log;

import chat.core.cluster.Cluster;
import chat.core.cluster.SharedStores;
import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The logs of all rooms. */
public interface Transcripts extends AutoCloseable {
  /** Opens the log of a room; a room has the same numbering as long as its log is kept. */
  Transcript open(RoomName room);

  /** The log of a room, only to be read; empty for a room without an entry, where that is known. */
  default Optional<Transcript> find(RoomName room) {
    return Optional.of(open(room));
  }

  /** The rooms with an entry in a log, as far as they are known. */
  default List<RoomName> rooms() {
    return List.of();
  }

  /**
   * Waits until rooms can be opened. Called before the first connection is accepted.
   *
   * @throws TranscriptProvider.OpenException when they never can
   */
  default void awaitOpen() {}

  /** The present state; returns at once. */
  default LogStatus status() {
    return LogStatus.HEALTHY;
  }

  /** The servers that share these logs. */
  default Cluster cluster() {
    return Cluster.ALONE;
  }

  /** The stores that these servers share besides the logs; empty for one server alone. */
  default Optional<SharedStores> stores() {
    return Optional.empty();
  }

  /** The store of files that these logs have themselves, so that all servers have one. */
  default Optional<FileStore> files() {
    return Optional.empty();
  }

  /** Data kept for each member beside these logs; closed with them. */
  default MemberStore members() {
    return MemberStore.NONE;
  }

  /** Those of some files that a message has which is not deleted. */
  default Set<FileId> attached(Collection<FileId> files) {
    return Set.copyOf(files);
  }

  /**
   * Sets the listener to files that no message has any more, because theirs was deleted or evicted.
   * It is called after the commit, by the log's thread, and must not block. A crash may come before
   * the call: {@link #attached} tells what there is.
   */
  default void onDetached(Consumer<List<FileId>> listener) {}

  /** Sets the listener to commits in all rooms, open or not. */
  default void onCommitted(LogListener listener) {}

  /**
   * Erases the texts and files of the messages of a room that were said before a time, with their
   * edits, reactions and pins, the oldest first. They are deleted then, without an entry that says
   * so; all entries stay under their numbers. Returns when it is done.
   *
   * @param max how many messages at most
   * @return how many it were; 0 when there are none, or they cannot be erased now
   */
  default int erase(RoomName room, Instant before, int max) {
    return 0;
  }

  /** For how long the log could not be reached, so that drafts wait; zero when it can be. */
  default Duration unreachableFor() {
    return Duration.ZERO;
  }

  /** Keeps the drafts that were appended before, and takes no more; it can still be read. */
  default void drain() {}

  /** Keeps the drafts that were appended before, then closes. */
  @Override
  void close();
}
