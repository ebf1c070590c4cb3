package chat.app.check;

import chat.core.log.Cursor;
import java.util.List;
import java.util.Optional;

/** One line in a {@link Diary}: what a client did or what happened to it. */
sealed interface Note {
  /**
   * A welcome.
   *
   * @param asked the cursor that the client brought
   * @param stands where the room stood
   */
  record Opened(Optional<Cursor> asked, Cursor stands, boolean resumed) implements Note {
    /** The entry after which the client is told of everything. */
    long place() {
      return resumed ? asked.orElse(stands).seq() : stands.seq();
    }
  }

  /** An entry, from a replay or live. */
  record Heard(Line line) implements Note {}

  /**
   * Messages as they stood.
   *
   * @param below only messages with a lower number were asked for
   * @param standing the entry after which they stood so; of a history only the earliest is known
   * @param exact whether {@code standing} is known, or only not before
   * @param more whether the server said that there are older ones
   */
  record Read(long below, long standing, boolean exact, List<Standing> messages, boolean more)
      implements Note {
    public Read {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Asked for something.
   *
   * @param turn counts what its member wanted, over all its connections
   */
  record Sent(int turn, String id, Deed deed) implements Note {}

  record Acknowledged(String id, long seq) implements Note {}

  record Refused(String id, String code) implements Note {}

  /**
   * The end of a connection that had a welcome.
   *
   * @param code of the server's close frame, or 0 where there was none
   * @param own whether the client itself had begun to end it
   */
  record Ended(int code, boolean own) implements Note {}
}
