package chat.web.session;

import chat.core.ChatRoom;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.Transcript;
import chat.web.config.MessageLimits;
import chat.web.delivery.Framing;
import chat.web.delivery.SharedReplay;
import chat.web.protocol.Dialect;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/**
 * The frames that a client receives before the stream: the welcome, then the entries after its
 * cursor if all of them can be had and they are not too many, else the history.
 *
 * @param limits are named in the welcome
 * @param shared the frames of the room in this dialect
 */
record Replay(Dialect dialect, Framing framing, MessageLimits limits, SharedReplay shared) {
  /**
   * The opening of a connection.
   *
   * @param last the last entry of the room when the member joined
   * @param cursor the last entry that the client has
   */
  List<byte[]> opening(Seat seat, long last, Optional<Cursor> cursor) {
    if (dialect.subprotocol().isEmpty()) {
      return List.of();
    }
    ChatRoom room = seat.room();
    Optional<List<byte[]>> missed = cursor.flatMap(from -> missed(room, from, last));
    var welcome = new Dialect.Welcome(room, seat.member(), last, missed.isPresent(), limits);
    return new Opening(
        framing.text(dialect.welcome(welcome).orElseThrow()),
        missed.orElseGet(() -> List.of(shared.history(room.transcript(), last))));
  }

  /** The entries that a client missed; empty if there are too many or its cursor is no good. */
  private Optional<List<byte[]>> missed(ChatRoom room, Cursor from, long last) {
    Transcript transcript = room.transcript();
    return from.epoch().equals(transcript.epoch()) && from.seq() <= last
        ? shared.entries(transcript, from.seq(), last)
        : Optional.empty();
  }

  /** The welcome and what follows it; keeps the frames that are shared as they are. */
  private static final class Opening extends AbstractList<byte[]> {
    private final byte[] welcome;
    private final List<byte[]> rest;

    Opening(byte[] welcome, List<byte[]> rest) {
      this.welcome = welcome;
      this.rest = rest;
    }

    @Override
    public byte[] get(int index) {
      return index == 0 ? welcome : rest.get(index - 1);
    }

    @Override
    public int size() {
      return 1 + rest.size();
    }
  }
}
