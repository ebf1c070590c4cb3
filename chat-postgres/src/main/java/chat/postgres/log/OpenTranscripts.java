package chat.postgres.log;

import chat.core.log.LogListener;
import chat.core.name.RoomName;
import chat.postgres.entry.CommitListener;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.notice.Notices;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The transcripts of this server, one for a room while anything refers to it, be it a draft that
 * waits. Notifies them of entries that other servers have kept.
 */
public final class OpenTranscripts implements NoticeHandler {
  /** The kind of the notices about entries; their fields are the room and its last entry. */
  static final String ENTRIES = "e";

  private static final String LASTS = "SELECT name, last FROM room WHERE name = ANY (?)";

  private final BiFunction<RoomName, String, PostgresTranscript> factory;
  private final ReentrantLock lock = new ReentrantLock();
  // The references are weak, because a transcript that was opened only to be read is never closed.
  private final Map<RoomName, RoomReference> opened = new HashMap<>();
  private final ReferenceQueue<PostgresTranscript> cleared = new ReferenceQueue<>();

  private static final class RoomReference extends WeakReference<PostgresTranscript> {
    private final RoomName name;

    RoomReference(PostgresTranscript transcript, ReferenceQueue<PostgresTranscript> cleared) {
      super(transcript, cleared);
      name = transcript.name();
    }
  }

  // One for all servers, see {@link EpochGuard}.
  private String epoch;
  private volatile LogListener listener = LogListener.NONE;

  /**
   * @param factory makes the transcript of a room in an epoch
   */
  public OpenTranscripts(String epoch, BiFunction<RoomName, String, PostgresTranscript> factory) {
    this.epoch = epoch;
    this.factory = factory;
  }

  /** Sets the listener to commits of all servers. */
  public void onCommitted(LogListener newListener) {
    listener = newListener;
  }

  /** The present epoch. */
  String epoch() {
    lock.lock();
    try {
      return epoch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Ends all transcripts of an epoch; those that are opened from now on have the next one.
   *
   * @return false when it has ended already
   */
  boolean renew(String ending, String next) {
    List<PostgresTranscript> ended;
    lock.lock();
    try {
      if (!epoch.equals(ending)) {
        return false;
      }
      epoch = next;
      ended = all();
      opened.clear();
    } finally {
      lock.unlock();
    }
    ended.forEach(PostgresTranscript::epochEnded);
    return true;
  }

  public PostgresTranscript open(RoomName room) {
    lock.lock();
    try {
      while (cleared.poll() instanceof RoomReference reference) {
        opened.remove(reference.name, reference);
      }
      RoomReference reference = opened.get(room);
      PostgresTranscript transcript = reference == null ? null : reference.get();
      if (transcript == null) {
        transcript = factory.apply(room, epoch);
        opened.put(room, new RoomReference(transcript, cleared));
      }
      return transcript;
    } finally {
      lock.unlock();
    }
  }

  private Optional<PostgresTranscript> find(RoomName room) {
    lock.lock();
    try {
      return Optional.ofNullable(opened.get(room)).map(RoomReference::get);
    } finally {
      lock.unlock();
    }
  }

  /** The transcripts with a follower. */
  List<PostgresTranscript> followed() {
    List<PostgresTranscript> known;
    lock.lock();
    try {
      known = all();
    } finally {
      lock.unlock();
    }
    return known.stream().filter(each -> each.delivered().isPresent()).toList();
  }

  private List<PostgresTranscript> all() {
    return opened.values().stream().map(RoomReference::get).filter(Objects::nonNull).toList();
  }

  @Override
  public void notice(String server, String[] fields) {
    if (fields[0].equals(ENTRIES)) {
      var room = new RoomName(fields[1]);
      long last = Long.parseLong(fields[2]);
      find(room).ifPresent(each -> each.committed(last));
      listener.committedElsewhere(room);
    }
  }

  /** Finds the entries of which the notice was lost. */
  @Override
  public void compare(Connection connection) throws SQLException {
    List<PostgresTranscript> followed = followed();
    if (followed.isEmpty()) {
      return;
    }
    Array names =
        connection.createArrayOf(
            "text", followed.stream().map(each -> each.name().value()).toArray());
    try (PreparedStatement query = connection.prepareStatement(LASTS)) {
      query.setArray(1, names);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          long last = row.getLong(2);
          find(new RoomName(row.getString(1))).ifPresent(each -> each.committed(last));
        }
      }
    }
  }

  /** Sends notices of what was committed to the other servers. */
  public CommitListener announcing(Notices notices) {
    return (room, entries) -> {
      long last = entries.getLast().seq();
      notices.send(ENTRIES, room.value(), Long.toString(last));
      entries.forEach(entry -> listener.committed(room, entry));
    };
  }
}
