package chat.web.watch;

import chat.core.log.Cursor;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import java.util.List;

/**
 * Counts the unread messages of a room for many members, by one read of the log: it has the latest
 * messages without their texts. A member who has read less than these is counted by the log.
 */
final class UnreadCounter {
  /** 150 messages, some of which are the member's own. */
  private static final int MESSAGES = 150;

  private final Transcript log;
  private final long last;
  private final long[] seqs;
  private final String[] authors;
  private final boolean isWhole;

  private UnreadCounter(Transcript log, Page page) {
    this.log = log;
    last = page.asOf();
    List<Message> messages = page.messages().stream().filter(each -> !each.deleted()).toList();
    seqs = messages.stream().mapToLong(Message::seq).toArray();
    authors = messages.stream().map(each -> each.from().id()).toArray(String[]::new);
    isWhole = !page.more();
  }

  /** Reads the latest messages of a room. */
  static UnreadCounter of(Transcript log) {
    var limit = new ReadLimit(MESSAGES, Integer.MAX_VALUE);
    return new UnreadCounter(log, log.before(Long.MAX_VALUE, limit));
  }

  /** The last entry that a member has read; 0 for none, or for one of another epoch. */
  private static long readSeq(OpenedRoom room, Transcript log) {
    return room.read()
        .filter(position -> position.epoch().equals(log.epoch()))
        .map(ReadPosition::seq)
        .orElse(0L);
  }

  /** How a room stands for a member, by a read of the log for this member alone. */
  static RoomState count(Transcript log, OpenedRoom room, String memberId) {
    Unread unread = log.unread(readSeq(room, log), memberId, MemberStore.MAX_COUNTED);
    return new RoomState(new Cursor(log.epoch(), unread.asOf()), unread.count(), room.mentions());
  }

  /** How the room stands for a member. */
  RoomState count(OpenedRoom room, String memberId) {
    long read = readSeq(room, log);
    int count = 0;
    int index = seqs.length - 1;
    for (; index >= 0 && seqs[index] > read && count < MemberStore.MAX_COUNTED; index--) {
      if (!authors[index].equals(memberId)) {
        count++;
      }
    }
    boolean isKnown = index >= 0 || count == MemberStore.MAX_COUNTED || isWhole;
    return isKnown
        ? new RoomState(new Cursor(log.epoch(), last), count, room.mentions())
        : count(log, room, memberId);
  }
}
