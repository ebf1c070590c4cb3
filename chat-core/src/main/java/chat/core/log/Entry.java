package chat.core.log;

import chat.core.file.Attachment;
import chat.core.name.Member;
import java.time.Instant;
import java.util.List;

/**
 * One event of the conversation that is kept. The entries of a room are numbered 1, 2, 3 … without
 * a hole, whatever their kind, so that a client that reconnects misses none.
 */
public sealed interface Entry {
  /** The sequence number in the room, from 1. */
  long seq();

  /** When it was kept, to the millisecond; never earlier than the entry before. */
  Instant at();

  /** The member who sent it. */
  Member by();

  /** The sender's own id for it, or empty (in the plain dialect). */
  String id();

  /** The length of its texts, in characters; 0 for an entry without one. */
  default int textLength() {
    return 0;
  }

  /**
   * A message.
   *
   * @param replyTo the message that it answers, or 0
   * @param deleted whether it was deleted since; {@code text} and {@code files} are empty then
   */
  record Said(
      long seq,
      Instant at,
      Member by,
      String id,
      String text,
      long replyTo,
      boolean deleted,
      List<Attachment> files)
      implements Entry {
    public Said {
      files = List.copyOf(files);
    }

    /** A message without a file. */
    public Said(
        long seq, Instant at, Member by, String id, String text, long replyTo, boolean deleted) {
      this(seq, at, by, id, text, replyTo, deleted, List.of());
    }

    /** The same message, deleted. */
    Said erased() {
      return new Said(seq, at, by, id, "", replyTo, true);
    }

    @Override
    public int textLength() {
      int length = text.length();
      for (Attachment file : files) {
        length += file.textLength();
      }
      return length;
    }
  }

  /**
   * An edit of a message.
   *
   * @param target the message that has this text since
   * @param deleted whether the message was deleted since; {@code text} is empty then
   */
  record Edited(
      long seq, Instant at, Member by, String id, long target, String text, boolean deleted)
      implements Entry {
    @Override
    public int textLength() {
      return text.length();
    }
  }

  /**
   * A deletion of a message.
   *
   * @param target the message
   */
  record Deleted(long seq, Instant at, Member by, String id, long target) implements Entry {}

  /**
   * A reaction to a message, or its removal.
   *
   * @param target the message
   * @param on whether the reaction was added or taken away
   */
  record Reacted(long seq, Instant at, Member by, String id, long target, String emoji, boolean on)
      implements Entry {}

  /**
   * A pin of a message, or its removal.
   *
   * @param target the message
   * @param on whether the message was pinned or is pinned no longer
   */
  record Pinned(long seq, Instant at, Member by, String id, long target, boolean on)
      implements Entry {}
}
