package chat.app.consistency;

import chat.core.log.Cursor;
import java.util.List;
import java.util.Optional;

/** An event in a {@link ClientLog}. */
sealed interface ClientEvent {
  /**
   * A welcome frame was received.
   *
   * @param requested the cursor that the client sent
   * @param current the last entry of the room
   */
  record Welcomed(Optional<Cursor> requested, Cursor current, boolean resumed)
      implements ClientEvent {
    /** The entry after which the client receives every entry. */
    long position() {
      return resumed ? requested.orElse(current).seq() : current.seq();
    }
  }

  /** An entry was received, from a replay or live. */
  record Received(ReceivedEntry entry) implements ClientEvent {}

  /**
   * A page of messages was read.
   *
   * @param below the limit of the request: only messages with a lower number
   * @param asOf the last entry that is applied to the messages; for a history, a lower bound
   * @param exact whether {@code asOf} is known, or only not before
   * @param more whether there are older messages, by the server
   */
  record PageRead(
      long below, long asOf, boolean exact, List<MessageSnapshot> messages, boolean more)
      implements ClientEvent {
    public PageRead {
      messages = List.copyOf(messages);
    }
  }

  /**
   * A request was sent.
   *
   * @param order counts the requests of the member, over all connections
   */
  record Sent(int order, String id, Action action) implements ClientEvent {}

  record Acknowledged(String id, long seq) implements ClientEvent {}

  record Refused(String id, String code) implements ClientEvent {}

  /**
   * A connection ended after its welcome.
   *
   * @param code of the server's close frame, or 0 without one
   * @param byClient whether the client has started to end it
   */
  record Disconnected(int code, boolean byClient) implements ClientEvent {}
}
