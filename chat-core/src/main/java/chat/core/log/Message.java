package chat.core.log;

import chat.core.name.Member;
import java.time.Instant;
import java.util.List;

/**
 * A message as it stands: what was said, with its edits and reactions applied.
 *
 * @param re the message this one answers, or 0
 * @param text empty when deleted
 */
public record Message(
    long seq,
    Instant at,
    Member from,
    String id,
    String text,
    long re,
    boolean edited,
    boolean deleted,
    List<Reaction> reactions) {
  /** A message has at most so many kinds of reactions. */
  public static final int REACTION_KINDS = 20;

  /** A reaction names at most so many of those who reacted. */
  public static final int REACTION_NAMES = 20;

  public Message {
    reactions = List.copyOf(reactions);
  }

  /**
   * One kind of reaction.
   *
   * @param count how many members
   * @param who the first of them, at most {@link #REACTION_NAMES}
   */
  public record Reaction(String emoji, int count, List<Member> who) {
    public Reaction {
      who = List.copyOf(who);
    }
  }
}
