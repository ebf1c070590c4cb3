package chat.core.log;

import chat.core.name.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The state of one message, to which entries (edits, reactions, pins, answers, a deletion) are
 * applied in their order; {@link #message} gives the present state. Not safe for many threads.
 */
public final class MessageState {
  private final Entry.Said said;
  private String text;
  // The time of the last edit; null before the first.
  private Instant editedAt;
  private boolean deleted;
  private boolean pinned;
  private final Map<String, Map<String, Member>> reactions = new LinkedHashMap<>();
  // The messages that answer this one; null before the first.
  private NavigableSet<Long> answers;

  public MessageState(Entry.Said said) {
    this.said = said;
    this.text = said.text();
    this.deleted = said.deleted();
  }

  /**
   * Applies an entry about this message, an answer to it, or the deletion of an answer; others
   * change nothing.
   */
  public void apply(Entry entry) {
    switch (entry) {
      case Entry.Said answer when answer.replyTo() == said.seq() -> addAnswer(answer);
      case Entry.Edited change when change.target() == said.seq() -> edit(change);
      case Entry.Deleted change when change.target() == said.seq() -> delete();
      case Entry.Reacted change when change.target() == said.seq() -> react(change);
      case Entry.Pinned change when change.target() == said.seq() ->
          pinned = change.on() && !deleted;
      case Entry.Deleted change -> removeAnswer(change.target());
      case Entry.Said other -> {}
      case Entry.Edited other -> {}
      case Entry.Reacted other -> {}
      case Entry.Pinned other -> {}
    }
  }

  private void addAnswer(Entry.Said answer) {
    if (answer.deleted()) {
      return;
    }
    if (answers == null) {
      answers = new TreeSet<>();
    }
    answers.add(answer.seq());
  }

  private void removeAnswer(long seq) {
    if (answers != null) {
      answers.remove(seq);
    }
  }

  private void edit(Entry.Edited change) {
    if (!deleted) {
      text = change.text();
      editedAt = change.at();
    }
  }

  private void delete() {
    deleted = true;
    pinned = false;
    text = "";
    reactions.clear();
  }

  private void react(Entry.Reacted change) {
    if (deleted) {
      return;
    }
    var members = reactions.computeIfAbsent(change.emoji(), kind -> new LinkedHashMap<>());
    if (change.on()) {
      members.putIfAbsent(change.by().id(), change.by());
    } else {
      members.remove(change.by().id());
    }
    if (members.isEmpty()) {
      reactions.remove(change.emoji());
    }
  }

  /** The message in its present state. */
  public Message message() {
    List<Message.Reaction> kinds = new ArrayList<>();
    reactions.forEach((emoji, members) ->
        kinds.add(
            new Message.Reaction(
                emoji,
                members.size(),
                members.values().stream().limit(Message.REACTION_NAMES).toList())));
    return new Message(
        said.seq(),
        said.at(),
        said.by(),
        said.id(),
        text,
        said.replyTo(),
        Optional.ofNullable(editedAt),
        deleted,
        kinds,
        deleted ? List.of() : said.files(),
        answers().size(),
        pinned);
  }

  boolean isPinned() {
    return pinned;
  }

  /** The messages that answer this one, without those that are deleted. */
  NavigableSet<Long> answers() {
    return answers == null ? Collections.emptyNavigableSet() : answers;
  }

  DraftValidator.TargetMessage target() {
    return new DraftValidator.TargetMessage(said.by().id(), deleted, reactions.keySet());
  }
}
