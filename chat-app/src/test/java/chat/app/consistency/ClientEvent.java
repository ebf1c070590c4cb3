package chat.app.consistency;

import chat.core.log.Cursor;
import java.util.List;
import java.util.Optional;

/** One line in a {@link ClientLog}: what a client did or what happened to it. */
sealed interface ClientEvent {
  /**
   * A welcome.
   *
   * @param requested the cursor that the client brought
   * @param current where the room stood
   */
  record Welcomed(Optional<Cursor> requested, Cursor current, boolean resumed)
      implements ClientEvent {
    /** The entry after which the client is told of everything. */
    long position() {
      return resumed ? requested.orElse(current).seq() : current.seq();
    }
  }

  /** An entry, from a replay or live. */
  record Received(ReceivedEntry entry) implements ClientEvent {}

  /**
   * Messages as they stood.
   *
   * @param below only messages with a lower number were asked for
   * @param asOf the entry after which they stood so; of a history only the earliest is known
   * @param exact whether {@code asOf} is known, or only not before
   * @param more whether the server said that there are older ones
   */
  record PageRead(
      long below, long asOf, boolean exact, List<MessageSnapshot> messages, boolean more)
      implements ClientEvent {
    public PageRead {
      messages = List.copyOf(messages);
    }
  }

  /**
   * Asked for something.
   *
   * @param order counts what its member wanted, over all its connections
   */
  record Sent(int order, String id, Action action) implements ClientEvent {}

  record Acknowledged(String id, long seq) implements ClientEvent {}

  record Refused(String id, String code) implements ClientEvent {}

  /**
   * The end of a connection that had a welcome.
   *
   * @param code of the server's close frame, or 0 where there was none
   * @param byClient whether the client itself had begun to end it
   */
  record Disconnected(int code, boolean byClient) implements ClientEvent {}
}
