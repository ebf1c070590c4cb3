package chat.app.consistency;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The state of a message: as it was read, or as it must be after the entries that were received.
 *
 * @param reactions the members, author emoji
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
    // The protocol does not say whether a deleted message is still marked as edited.
    edited &= !deleted;
  }

  /** The state of a message without changes. */
  static MessageSnapshot of(ReceivedEntry said) {
    String text = ((Action.Say) said.action()).text();
    return new MessageSnapshot(
        said.seq(), said.at(), said.author(), said.id(), text, false, false, Map.of());
  }

  /** The state after one more entry. */
  MessageSnapshot apply(ReceivedEntry entry) {
    if (deleted) {
      return this;
    }
    return switch (entry.action()) {
      case Action.Say say -> this;
      case Action.Edit edit ->
          new MessageSnapshot(seq, at, author, id, edit.text(), true, false, reactions);
      case Action.Delete delete ->
          new MessageSnapshot(seq, at, author, id, "", edited, true, Map.of());
      case Action.React react ->
          new MessageSnapshot(
              seq, at, author, id, text, edited, false, withReaction(react, entry.author()));
    };
  }

  private Map<String, Set<String>> withReaction(Action.React react, String author) {
    var all = new HashMap<>(reactions);
    var who = new HashSet<>(all.getOrDefault(react.emoji(), Set.of()));
    boolean _ = react.on() ? who.add(author) : who.remove(author);
    if (who.isEmpty()) {
      all.remove(react.emoji());
    } else {
      all.put(react.emoji(), who);
    }
    return all;
  }

  /** Whether this is the message of entry {@code said}, in any state. */
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
