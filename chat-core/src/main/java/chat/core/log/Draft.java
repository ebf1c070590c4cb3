package chat.core.log;

import chat.core.file.Attachment;
import chat.core.name.Member;
import java.time.Instant;
import java.util.List;

/** An act of a member that becomes an entry once the log has numbered it. */
public sealed interface Draft {
  Member by();

  /** The sender's own id, or empty; a log keeps an id of a member once. */
  String id();

  /** The sequence number of the message that it is about, or 0. */
  long target();

  /** The entry that this draft becomes. */
  Entry numbered(long seq, Instant at);

  /**
   * A new message.
   *
   * @param replyTo the message that it answers, or 0
   * @param files refused unless no message has, or had, one of them
   */
  record Say(Member by, String id, String text, long replyTo, List<Attachment> files)
      implements Draft {
    public Say {
      files = List.copyOf(files);
    }

    /** A message without a file. */
    public Say(Member by, String id, String text, long replyTo) {
      this(by, id, text, replyTo, List.of());
    }

    @Override
    public long target() {
      return replyTo;
    }

    @Override
    public Entry.Said numbered(long seq, Instant at) {
      return new Entry.Said(seq, at, by, id, text, replyTo, false, files);
    }
  }

  record Edit(Member by, String id, long target, String text) implements Draft {
    @Override
    public Entry.Edited numbered(long seq, Instant at) {
      return new Entry.Edited(seq, at, by, id, target, text, false);
    }
  }

  record Delete(Member by, String id, long target) implements Draft {
    @Override
    public Entry.Deleted numbered(long seq, Instant at) {
      return new Entry.Deleted(seq, at, by, id, target);
    }
  }

  record React(Member by, String id, long target, String emoji, boolean on) implements Draft {
    @Override
    public Entry.Reacted numbered(long seq, Instant at) {
      return new Entry.Reacted(seq, at, by, id, target, emoji, on);
    }
  }

  record Pin(Member by, String id, long target, boolean on) implements Draft {
    @Override
    public Entry.Pinned numbered(long seq, Instant at) {
      return new Entry.Pinned(seq, at, by, id, target, on);
    }
  }
}
