package chat.web.session;

import chat.core.ChatRoom;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.web.config.MessageLimits;
import chat.web.delivery.FrameEncoder;
import chat.web.protocol.Dialect;
import chat.web.protocol.ReplayLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames that a client receives before the stream: the welcome, then the entries after its
 * cursor if all of them can be had and they are not too many, else the history.
 *
 * @param limits are named in the welcome
 */
record Replay(Dialect dialect, MessageLimits limits) {
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
    List<byte[]> frames = new ArrayList<>();
    frames.add(FrameEncoder.text(dialect.welcome(welcome).orElseThrow()));
    frames.addAll(missed.orElseGet(() -> List.of(history(room, last))));
    return frames;
  }

  /** The entries that a client missed; empty if there are too many or its cursor is no good. */
  private Optional<List<byte[]>> missed(ChatRoom room, Cursor from, long last) {
    Transcript transcript = room.transcript();
    if (!from.epoch().equals(transcript.epoch()) || from.seq() > last) {
      return Optional.empty();
    }
    return transcript
        .after(
            from.seq(), last, new ReadLimit(ReplayLimits.RESUMED_ENTRIES, ReplayLimits.MAX_BYTES))
        .map(this::frames)
        .filter(frames -> frames.stream().mapToInt(f -> f.length).sum() <= ReplayLimits.MAX_BYTES);
  }

  private List<byte[]> frames(List<Entry> entries) {
    return entries.stream()
        .map(dialect::entry)
        .flatMap(Optional::stream)
        .map(FrameEncoder::text)
        .toList();
  }

  private byte[] history(ChatRoom room, long last) {
    Page page =
        room.transcript()
            .before(last + 1, new ReadLimit(ReplayLimits.HISTORY_MESSAGES, ReplayLimits.MAX_BYTES));
    return FrameEncoder.text(
        ReplayLimits.truncate(page, fitting -> dialect.history(fitting).orElseThrow()));
  }
}
