package chat.core.log;

import chat.core.name.Member;
import java.time.Instant;

/**
 * One thing that happened to the conversation and is kept. The entries of a room are numbered 1, 2,
 * 3 … without a hole, whatever their kind, so that whoever comes back misses none.
 */
public sealed interface Entry {
  /** The number in the room, from 1. */
  long seq();

  /** When it was kept, to the millisecond; never earlier than the entry before. */
  Instant at();

  /** Who did it. */
  Member by();

  /** The sender's own id for it, or empty where the sender gave none (the plain dialect). */
  String id();

  /**
   * A message.
   *
   * @param re the message this one answers, or 0
   * @param deleted whether it was taken back since; then {@code text} is empty
   */
  record Said(long seq, Instant at, Member by, String id, String text, long re, boolean deleted)
      implements Entry {}

  /**
   * A message got another text.
   *
   * @param of the message that now has this text
   * @param deleted whether the message was taken back since; then {@code text} is empty
   */
  record Edited(long seq, Instant at, Member by, String id, long of, String text, boolean deleted)
      implements Entry {}

  /**
   * A message was taken back.
   *
   * @param of that message
   */
  record Deleted(long seq, Instant at, Member by, String id, long of) implements Entry {}

  /**
   * A member reacted to a message, or no longer does.
   *
   * @param of the message that was reacted to
   * @param on whether the reaction was added or taken away
   */
  record Reacted(long seq, Instant at, Member by, String id, long of, String emoji, boolean on)
      implements Entry {}
}
