package chat.web.protocol;

import chat.core.ChatRoom;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Transcript.Page;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.config.MessageLimits;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A dialect of the protocol: parses commands and encodes events. Each event becomes the UTF-8 bytes
 * of one text message, or empty if the dialect has no such event.
 */
public sealed interface Dialect permits PlainDialect, JsonDialect {
  /** Both dialects; a room has one stream for each. */
  List<Dialect> ALL = List.of(new PlainDialect(""), new JsonDialect());

  /** The first known one of the offered subprotocols, else the plain dialect. */
  static Dialect of(List<String> offered) {
    return of(offered, "");
  }

  /**
   * The first known one of the offered subprotocols, else the plain dialect.
   *
   * @param origin of the addresses of files in the plain dialect, such as {@code
   *     https://chat.example}, or empty
   */
  static Dialect of(List<String> offered, String origin) {
    return offered.contains(JsonDialect.SUBPROTOCOL) ? json() : plain(origin);
  }

  /** The dialect {@code chat.v1}. */
  static Dialect json() {
    return ALL.get(1);
  }

  /**
   * The plain dialect.
   *
   * @param origin of the addresses of files
   */
  static Dialect plain(String origin) {
    return new PlainDialect(origin);
  }

  /** The dialect for clients for which there is no stream of their own. */
  Dialect common();

  Optional<String> subprotocol();

  Command command(String text);

  /** One text message, or in the plain dialect some or none. */
  List<byte[]> entry(Entry entry);

  Optional<byte[]> joined(Member member, int count);

  Optional<byte[]> left(Member member, int count);

  /** A batch of joins and leaves, for rooms where each of them alone would be too many. */
  Optional<byte[]> presence(Collection<Member> joined, Collection<Member> left, int count);

  Optional<byte[]> typing(Member member);

  /** How another room stands for the member of this connection. */
  Optional<byte[]> room(RoomName room, Cursor cursor, int unread, int mentions);

  Optional<byte[]> ack(String id, long seq);

  Optional<byte[]> refused(Optional<String> id, Refusal refusal, String sentence);

  /** The heartbeat frame {@code beat}, for the client's script, which does not see pings. */
  Optional<byte[]> beat();

  /** What holds for the client's member in its room. */
  Optional<byte[]> state(MemberState state);

  Optional<byte[]> welcome(Welcome welcome);

  Optional<byte[]> history(Page page);

  /**
   * The first frame of a connection.
   *
   * @param last the last entry of the room when the member joined
   * @param resumed whether the entries after the client's cursor follow
   * @param limits for the client to keep to
   */
  record Welcome(ChatRoom room, Member you, long last, boolean resumed, MessageLimits limits) {}
}
