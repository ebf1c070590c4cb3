package chat.sqlite.write;

import chat.core.file.FileId;
import chat.core.log.Draft;
import chat.core.log.DraftValidator;
import chat.core.log.Entry;
import chat.core.log.EntryClock;
import chat.core.log.Follower.Kept;
import chat.core.log.Refusal;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.RoomHead;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One room's part of one transaction: validates drafts, assigns sequence numbers, and buffers the
 * notifications until the commit. Nothing outside has changed until then, so that a transaction
 * that fails leaves no hole in the numbers.
 */
final class RoomBatch {
  private final CommitTarget target;
  private final Ledger ledger;
  private final Instant at;
  private long room;
  private long last;

  // Kept by an earlier transaction; this answer holds even if this transaction fails.
  private final List<Duplicate> keptBefore = new ArrayList<>();
  private final List<Submission> undecided = new ArrayList<>();

  private final Map<Id, Long> written = new HashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<FileId> detached = new ArrayList<>();

  /**
   * Begins after the last entry of the room.
   *
   * @param now the time of the clock
   */
  RoomBatch(CommitTarget target, Ledger ledger, RoomHead head, Instant now) {
    this.target = target;
    this.ledger = ledger;
    this.room = head.room();
    this.last = head.last();
    this.at = EntryClock.next(head.at(), now);
  }

  private record Id(String author, String id) {
    static Id of(Draft draft) {
      return new Id(draft.by().id(), draft.id());
    }
  }

  private record Duplicate(Submission submission, long seq) {
    void answer() {
      submission.receipt().kept(seq);
    }
  }

  private record Refused(Submission submission, Refusal refusal) {
    void answer() {
      submission.receipt().refused(refusal);
    }
  }

  /** Adds a submission, and finds out whether it was kept by an earlier transaction. */
  void add(Submission submission) throws SQLException {
    Draft draft = submission.draft();
    long seq = draft.id().isEmpty() || room == 0 ? 0 : ledger.findSent(room, draft);
    if (seq > 0) {
      keptBefore.add(new Duplicate(submission, seq));
    } else {
      undecided.add(submission);
    }
  }

  /** Decides on all new submissions in their order, and writes those that are kept. */
  void decide() throws SQLException {
    for (Submission submission : undecided) {
      decide(submission);
    }
  }

  private void decide(Submission submission) throws SQLException {
    Draft draft = submission.draft();
    Long seq = written.get(Id.of(draft));
    if (seq != null) {
      duplicates.add(new Duplicate(submission, seq));
      return;
    }
    Optional<Refusal> refusal = submission.refusal();
    if (refusal.isEmpty()) {
      refusal = validate(draft);
    }
    if (refusal.isPresent()) {
      refused.add(new Refused(submission, refusal.get()));
    } else {
      kept.add(new Kept(write(draft), submission.receipt()));
    }
  }

  private Optional<Refusal> validate(Draft draft) throws SQLException {
    Optional<Refusal> refusal = DraftValidator.validate(draft, message(draft.target()));
    if (refusal.isPresent()) {
      return refusal;
    }
    return switch (draft) {
      case Draft.Say say when !say.files().isEmpty() && !ledger.canAttach(say.files()) ->
          Optional.of(Refusal.of(Refusal.Code.NO_SUCH_FILE));
      case Draft.Pin pin -> {
        long message = EntryKey.of(room, pin.target());
        yield DraftValidator.validatePin(pin, ledger.isPinned(message), ledger.countPinned(room));
      }
      case Draft.Say say -> Optional.empty();
      case Draft.Edit edit -> Optional.empty();
      case Draft.Delete delete -> Optional.empty();
      case Draft.React react -> Optional.empty();
    };
  }

  private Optional<DraftValidator.TargetMessage> message(long seq) throws SQLException {
    return seq < 1 || seq > last ? Optional.empty() : ledger.message(EntryKey.of(room, seq));
  }

  private Entry write(Draft draft) throws SQLException {
    if (room == 0) {
      room = ledger.addRoom(target.name());
    }
    Entry entry = draft.numbered(last + 1, at);
    ledger.write(room, entry);
    if (entry instanceof Entry.Deleted) {
      detached.addAll(ledger.takeDetached());
    }
    last++;
    if (!draft.id().isEmpty()) {
      written.put(Id.of(draft), last);
    }
    return entry;
  }

  /** How many entries it has written. */
  int count() {
    return kept.size();
  }

  /** Whether a message was deleted, so that its text has to go from the journal as well. */
  boolean hasErased() {
    return kept.stream().anyMatch(each -> each.entry() instanceof Entry.Deleted);
  }

  /** Called after the commit: notifies the room, then answers the other submissions. */
  void notifyCommitted() {
    if (!kept.isEmpty()) {
      target.committed(kept, new RoomHead(room, last, at));
    }
    keptBefore.forEach(Duplicate::answer);
    duplicates.forEach(Duplicate::answer);
    refused.forEach(Refused::answer);
    if (!detached.isEmpty()) {
      target.detached(detached);
    }
  }

  /** Called after the notifications of all rooms, when no lock is held. */
  void notifyFlushed() {
    target.flushed();
  }

  /**
   * Called when the transaction failed. Even refusals do not hold: they may be for entries that
   * were written here.
   */
  void reject() {
    keptBefore.forEach(Duplicate::answer);
    undecided.forEach(Submission::reject);
  }
}
