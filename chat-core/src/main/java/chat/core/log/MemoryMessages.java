package chat.core.log;

import chat.core.log.DraftValidator.TargetMessage;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The entries of a room in memory, and the present state of its messages. For one thread at a time.
 */
final class MemoryMessages {
  private final ReadLimit limit;
  private final MemoryAttachments attachments;
  private final Consumer<Entry> evicted;
  private final EntryRing ring = new EntryRing();
  // Only of messages that were edited, deleted, reacted to, pinned or answered.
  private final Map<Long, MessageState> states = new HashMap<>();
  private final NavigableSet<Long> pinned = new TreeSet<>();

  /**
   * @param limit to what is kept
   * @param evicted called with each entry that is kept no longer
   */
  MemoryMessages(ReadLimit limit, MemoryAttachments attachments, Consumer<Entry> evicted) {
    this.limit = limit;
    this.attachments = attachments;
    this.evicted = evicted;
  }

  EntryRing ring() {
    return ring;
  }

  Optional<TargetMessage> target(long seq) {
    return state(seq).map(MessageState::target);
  }

  /** Refuses to pin one message more than a room may have. */
  Optional<Refusal> validatePin(Draft.Pin pin) {
    return DraftValidator.validatePin(pin, pinned.contains(pin.target()), pinned.size());
  }

  private Optional<MessageState> state(long seq) {
    MessageState state = states.get(seq);
    if (state != null) {
      return Optional.of(state);
    }
    return ring.get(seq) instanceof Entry.Said said
        ? Optional.of(new MessageState(said))
        : Optional.empty();
  }

  void add(Entry entry) {
    ring.add(entry);
    switch (entry) {
      case Entry.Said said -> {
        if (said.replyTo() > 0) {
          apply(said, said.replyTo());
        }
      }
      case Entry.Edited edited -> apply(edited, edited.target());
      case Entry.Reacted reacted -> apply(reacted, reacted.target());
      case Entry.Pinned pin -> pin(pin);
      case Entry.Deleted deleted -> delete(deleted);
    }
    while (ring.size() > limit.entries() || (ring.chars() > limit.chars() && ring.size() > 1)) {
      evictFirst();
    }
  }

  private void apply(Entry change, long target) {
    states.computeIfAbsent(target, seq -> state(seq).orElseThrow()).apply(change);
  }

  private void pin(Entry.Pinned pin) {
    apply(pin, pin.target());
    if (pin.on()) {
      pinned.add(pin.target());
    } else {
      pinned.remove(pin.target());
    }
  }

  private void delete(Entry.Deleted deleted) {
    apply(deleted, deleted.target());
    pinned.remove(deleted.target());
    if (ring.get(deleted.target()) instanceof Entry.Said answer
        && states.containsKey(answer.replyTo())) {
      apply(deleted, answer.replyTo());
    }
    erase(deleted.target());
  }

  /** Removes the text of a deleted message, its files, and the texts of its edits. */
  private void erase(long target) {
    attachments.detach(ring.get(target));
    for (long seq = target; seq <= ring.last(); seq++) {
      Entry old = ring.get(seq);
      Entry erased =
          switch (old) {
            case Entry.Said s when s.seq() == target -> s.erased();
            case Entry.Edited e when e.target() == target ->
                new Entry.Edited(e.seq(), e.at(), e.by(), e.id(), e.target(), "", true);
            case Entry.Said s -> s;
            case Entry.Edited e -> e;
            case Entry.Deleted d -> d;
            case Entry.Reacted r -> r;
            case Entry.Pinned p -> p;
          };
      ring.replace(erased);
    }
  }

  /** Erases messages that were said before a time, as if they were deleted; returns how many. */
  int erase(Instant before, int max) {
    int erased = 0;
    for (long seq = ring.first(); seq <= ring.last() && erased < max; seq++) {
      Entry entry = ring.get(seq);
      if (!entry.at().isBefore(before)) {
        break;
      }
      if (entry instanceof Entry.Said said && !said.deleted()) {
        delete(new Entry.Deleted(0, before, Member.OWNER, "", seq));
        erased++;
      }
    }
    return erased;
  }

  private void evictFirst() {
    Entry old = ring.evictFirst();
    states.remove(old.seq());
    pinned.remove(old.seq());
    attachments.detach(old);
    evicted.accept(old);
  }

  /** As {@link Transcript#before} says. */
  Page before(long seq, ReadLimit max) {
    List<Message> newestFirst = new ArrayList<>();
    int taken = 0;
    long next = Math.clamp(seq, 1, ring.last() + 1) - 1;
    for (; next >= ring.first() && newestFirst.size() < max.entries(); next--) {
      if (ring.get(next) instanceof Entry.Said said) {
        Message message = message(said.seq());
        taken += message.textLength();
        if (taken > max.chars() && !newestFirst.isEmpty()) {
          break;
        }
        newestFirst.add(message);
      }
    }
    return new Page(ring.last(), newestFirst.reversed(), hasMessage(next));
  }

  private boolean hasMessage(long upTo) {
    for (long seq = upTo; seq >= ring.first(); seq--) {
      if (ring.get(seq) instanceof Entry.Said) {
        return true;
      }
    }
    return false;
  }

  private Message message(long seq) {
    return state(seq).orElseThrow().message();
  }

  /** As {@link Transcript#answers} says. */
  Page answers(long message, long seq, ReadLimit max) {
    NavigableSet<Long> all =
        state(message).map(MessageState::answers).orElseGet(Collections::emptyNavigableSet);
    return page(all.headSet(seq, false).descendingSet(), max);
  }

  /** As {@link Transcript#pinned} says. */
  Page pinned(long seq, ReadLimit max) {
    return page(pinned.headSet(seq, false).descendingSet(), max);
  }

  private Page page(Collection<Long> newestFirst, ReadLimit max) {
    // One more than the limit, to know whether there are more.
    List<Message> messages =
        newestFirst.stream().limit(max.entries() + 1L).map(this::message).toList();
    return Page.newest(ring.last(), messages, max);
  }

  /** Detaches the files of all messages, because the room is forgotten. */
  void forget() {
    for (long seq = ring.first(); seq <= ring.last(); seq++) {
      attachments.detach(ring.get(seq));
    }
  }
}
