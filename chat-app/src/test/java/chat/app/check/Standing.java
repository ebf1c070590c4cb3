package chat.app.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A message as it stands: as it was read, or as it must be after what was heard.
 *
 * @param reactions who reacted with what
 */
record Standing(
    long seq,
    String at,
    String from,
    String id,
    String text,
    boolean edited,
    boolean deleted,
    Map<String, Set<String>> reactions) {
  public Standing {
    reactions = Map.copyOf(reactions);
    // Nobody promised whether one that was taken back still says that it was edited.
    edited &= !deleted;
  }

  /** A message that nothing has happened to. */
  static Standing of(Line said) {
    String text = ((Deed.Say) said.deed()).text();
    return new Standing(said.seq(), said.at(), said.by(), said.id(), text, false, false, Map.of());
  }

  /** The message after one more entry about it. */
  Standing after(Line line) {
    if (deleted) {
      return this;
    }
    return switch (line.deed()) {
      case Deed.Say say -> this;
      case Deed.Edit edit -> new Standing(seq, at, from, id, edit.text(), true, false, reactions);
      case Deed.Delete delete -> new Standing(seq, at, from, id, "", edited, true, Map.of());
      case Deed.React react ->
          new Standing(seq, at, from, id, text, edited, false, reacted(react, line.by()));
    };
  }

  private Map<String, Set<String>> reacted(Deed.React react, String by) {
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
  boolean isOf(Line said) {
    return seq == said.seq() && at.equals(said.at()) && from.equals(said.by()) && isNamed(said);
  }

  private boolean isNamed(Line said) {
    return said.deed() instanceof Deed.Say && id.equals(said.id());
  }
}
