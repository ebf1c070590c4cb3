package chat.core.log;

import chat.core.name.Member;
import java.time.Instant;
import java.util.List;

/**
 * A message in its present state, with its edits and reactions applied.
 *
 * @param replyTo the message that it answers, or 0
 * @param text empty when deleted
 */
public record Message(
    long seq,
    Instant at,
    Member from,
    String id,
    String text,
    long replyTo,
    boolean edited,
    boolean deleted,
    List<Reaction> reactions) {
  /** A message has at most 20 kinds of reactions, so that a client can show all of them. */
  public static final int REACTION_KINDS = 20;

  /** A reaction names at most 20 members, so that a message stays small. */
  public static final int REACTION_NAMES = 20;

  public Message {
    reactions = List.copyOf(reactions);
  }

  /**
   * One kind of reaction.
   *
   * @param count how many members
   * @param members the first of them, at most {@link #REACTION_NAMES}
   */
  public record Reaction(String emoji, int count, List<Member> members) {
    public Reaction {
      members = List.copyOf(members);
    }
  }
}
