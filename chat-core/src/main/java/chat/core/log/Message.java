package chat.core.log;

import chat.core.file.Attachment;
import chat.core.file.AttachmentText;
import chat.core.name.Member;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message in its present state, with its edits and reactions applied.
 *
 * @param replyTo the message that it answers, or 0
 * @param text empty when deleted
 * @param editedAt the time of its last edit
 * @param files none when deleted
 * @param replies how many messages answer it, without those that are deleted
 * @param pinned never when deleted
 */
public record Message(
    long seq,
    Instant at,
    Member from,
    String id,
    String text,
    long replyTo,
    Optional<Instant> editedAt,
    boolean deleted,
    List<Reaction> reactions,
    List<Attachment> files,
    int replies,
    boolean pinned) {
  /** A message has at most 20 kinds of reactions, so that a client can show all of them. */
  public static final int REACTION_KINDS = 20;

  /** A reaction names at most 20 members, so that a message stays small. */
  public static final int REACTION_NAMES = 20;

  /** At most 50 messages of a room are pinned, so that a client can show all of them. */
  public static final int PINNED_IN_ROOM = 50;

  public Message {
    reactions = List.copyOf(reactions);
    files = List.copyOf(files);
  }

  /** A message without a file or an answer, which is not pinned. */
  public Message(
      long seq,
      Instant at,
      Member from,
      String id,
      String text,
      long replyTo,
      Optional<Instant> editedAt,
      boolean deleted,
      List<Reaction> reactions) {
    this(seq, at, from, id, text, replyTo, editedAt, deleted, reactions, List.of(), 0, false);
  }

  public boolean edited() {
    return editedAt.isPresent();
  }

  /** The length of its texts, in characters. */
  public int textLength() {
    return text.length() + files.stream().mapToInt(Attachment::textLength).sum();
  }

  /** The texts by which it is found: its own, and the names of its files. */
  public String searchedText() {
    return AttachmentText.searchedText(text, files);
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
