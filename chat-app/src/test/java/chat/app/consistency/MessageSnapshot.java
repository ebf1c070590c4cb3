package chat.app.consistency;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A message as it stands: as it was read, or as it must be after what was heard.
 *
 * @param reactions who reacted with what
 */
record MessageSnapshot(
    long seq,
    String at,
    String author,
    String id,
    String text,
    boolean edited,
    boolean deleted,
    Map<String, Set<String>> reactions) {
  public MessageSnapshot {
    reactions = Map.copyOf(reactions);
    // Nobody promised whether one that was taken back still says that it was edited.
    edited &= !deleted;
  }

  /** A message that nothing has happened to. */
  static MessageSnapshot of(ReceivedEntry said) {
    String text = ((Action.Say) said.action()).text();
    return new MessageSnapshot(
        said.seq(), said.at(), said.author(), said.id(), text, false, false, Map.of());
  }

  /** The message after one more entry about it. */
  MessageSnapshot apply(ReceivedEntry line) {
    if (deleted) {
      return this;
    }
    return switch (line.action()) {
      case Action.Say say -> this;
      case Action.Edit edit ->
          new MessageSnapshot(seq, at, author, id, edit.text(), true, false, reactions);
      case Action.Delete delete ->
          new MessageSnapshot(seq, at, author, id, "", edited, true, Map.of());
      case Action.React react ->
          new MessageSnapshot(
              seq, at, author, id, text, edited, false, withReaction(react, line.author()));
    };
  }

  private Map<String, Set<String>> withReaction(Action.React react, String by) {
    var all = new HashMap<>(reactions);
    var who = new HashSet<>(all.getOrDefault(react.emoji(), Set.of()));
    boolean _ = react.on() ? who.add(by) : who.remove(by);
    if (who.isEmpty()) {
      all.remove(react.emoji());
    } else {
      all.put(react.emoji(), who);
    }
    return all;
  }

  /** Whether this is the message that was heard as {@code said}, whatever became of it. */
  boolean isOf(ReceivedEntry said) {
    return seq == said.seq()
        && at.equals(said.at())
        && author.equals(said.author())
        && hasIdOf(said);
  }

  private boolean hasIdOf(ReceivedEntry said) {
    return said.action() instanceof Action.Say && id.equals(said.id());
  }
}
