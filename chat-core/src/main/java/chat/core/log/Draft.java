package chat.core.log;

import chat.core.name.Member;
import java.time.Instant;

/** An act of a member that becomes an entry once the log has numbered it. */
public sealed interface Draft {
  Member by();

  /** The sender's own id, or empty; a log keeps an id of a member once. */
  String id();

  /** The sequence number of the message that it is about, or 0. */
  long subject();

  /** The entry that this draft becomes. */
  Entry numbered(long seq, Instant at);

  /**
   * A new message.
   *
   * @param re the message that it answers, or 0
   */
  record Say(Member by, String id, String text, long re) implements Draft {
    @Override
    public long subject() {
      return re;
    }

    @Override
    public Entry.Said numbered(long seq, Instant at) {
      return new Entry.Said(seq, at, by, id, text, re, false);
    }
  }

  record Edit(Member by, String id, long of, String text) implements Draft {
    @Override
    public long subject() {
      return of;
    }

    @Override
    public Entry.Edited numbered(long seq, Instant at) {
      return new Entry.Edited(seq, at, by, id, of, text, false);
    }
  }

  record Delete(Member by, String id, long of) implements Draft {
    @Override
    public long subject() {
      return of;
    }

    @Override
    public Entry.Deleted numbered(long seq, Instant at) {
      return new Entry.Deleted(seq, at, by, id, of);
    }
  }

  record React(Member by, String id, long of, String emoji, boolean on) implements Draft {
    @Override
    public long subject() {
      return of;
    }

    @Override
    public Entry.Reacted numbered(long seq, Instant at) {
      return new Entry.Reacted(seq, at, by, id, of, emoji, on);
    }
  }
}
