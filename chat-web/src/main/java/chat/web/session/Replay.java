package chat.web.session;

import chat.core.ChatRoom;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.web.delivery.FrameEncoder;
import chat.web.protocol.Dialect;
import chat.web.protocol.ReplayLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a newcomer gets before the stream: the entries since its cursor where they are all to be had
 * and not too many, else the latest messages.
 */
public final class Replay {
  private Replay() {}

  /**
   * The opening of a connection: the welcome, then entries or history.
   *
   * @param last the last entry that was heard when the seat was taken
   */
  static List<byte[]> opening(
      Dialect dialect, Dialect.Welcome seated, Optional<Cursor> cursor, long last) {
    if (dialect.subprotocol().isEmpty()) {
      return List.of();
    }
    Optional<List<byte[]>> entries =
        cursor.flatMap(from -> missed(dialect, seated.room(), from, last));
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        FrameEncoder.text(
            dialect
                .welcome(
                    new Dialect.Welcome(
                        seated.room(), seated.you(), last, entries.isPresent(), seated.limits()))
                .orElseThrow()));
    frames.addAll(entries.orElseGet(() -> history(dialect, seated.room(), last)));
    return frames;
  }

  private static Optional<List<byte[]>> missed(
      Dialect dialect, ChatRoom room, Cursor from, long last) {
    Transcript transcript = room.transcript();
    if (!from.epoch().equals(transcript.epoch()) || from.seq() > last) {
      return Optional.empty();
    }
    return transcript
        .after(
            from.seq(), last, new ReadLimit(ReplayLimits.RESUMED_ENTRIES, ReplayLimits.MAX_BYTES))
        .map(entries -> frames(dialect, entries))
        .filter(frames -> frames.stream().mapToInt(f -> f.length).sum() <= ReplayLimits.MAX_BYTES);
  }

  private static List<byte[]> frames(Dialect dialect, List<Entry> entries) {
    return entries.stream()
        .map(dialect::entry)
        .flatMap(Optional::stream)
        .map(FrameEncoder::text)
        .toList();
  }

  private static List<byte[]> history(Dialect dialect, ChatRoom room, long last) {
    Page page =
        room.transcript()
            .before(last + 1, new ReadLimit(ReplayLimits.HISTORY_MESSAGES, ReplayLimits.MAX_BYTES));
    return List.of(
        FrameEncoder.text(
            ReplayLimits.truncate(page, fitting -> dialect.history(fitting).orElseThrow())));
  }
}
