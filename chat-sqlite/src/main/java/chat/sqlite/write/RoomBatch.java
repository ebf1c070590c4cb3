package chat.sqlite.write;

import chat.core.log.Draft;
import chat.core.log.DraftValidator;
import chat.core.log.Entry;
import chat.core.log.Follower.Kept;
import chat.core.log.Refusal;
import chat.sqlite.SqliteTranscript;
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
 * One room's part of one transaction: judges and numbers its drafts, and remembers what is to be
 * told once all of it is committed. Until then nothing outside has changed, so that a transaction
 * that fails leaves no hole in the numbers.
 */
final class RoomBatch {
  private final SqliteTranscript transcript;
  private final Ledger ledger;
  private final Instant at;
  private long room;
  private long last;

  // What an earlier transaction has kept; its answer holds whatever becomes of this one.
  private final List<Repeated> repeated = new ArrayList<>();
  private final List<Submission> fresh = new ArrayList<>();

  private final Map<Id, Long> written = new HashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final List<Repeated> echoes = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * Begins where the room stands.
   *
   * @param now what the clock says; the room's time never goes back
   */
  RoomBatch(SqliteTranscript transcript, Ledger ledger, RoomHead standing, Instant now) {
    this.transcript = transcript;
    this.ledger = ledger;
    this.room = standing.room();
    this.last = standing.last();
    this.at = now.isBefore(standing.at()) ? standing.at() : now;
  }

  private record Id(String author, String id) {
    static Id of(Draft draft) {
      return new Id(draft.by().id(), draft.id());
    }
  }

  private record Repeated(Submission submission, long seq) {
    void tell() {
      submission.receipt().kept(seq);
    }
  }

  private record Refused(Submission submission, Refusal refusal) {
    void tell() {
      submission.receipt().refused(refusal);
    }
  }

  /** Takes a draft, and finds out whether it was kept long ago. */
  void take(Submission submission) throws SQLException {
    Draft draft = submission.draft();
    long seq = draft.id().isEmpty() || room == 0 ? 0 : ledger.known(room, draft);
    if (seq > 0) {
      repeated.add(new Repeated(submission, seq));
    } else {
      fresh.add(submission);
    }
  }

  /** Decides on all that is new, in its order, and writes what may be kept. */
  void judge() throws SQLException {
    for (Submission submission : fresh) {
      judge(submission);
    }
  }

  private void judge(Submission submission) throws SQLException {
    Draft draft = submission.draft();
    Long seq = written.get(Id.of(draft));
    if (seq != null) {
      echoes.add(new Repeated(submission, seq));
      return;
    }
    Optional<Refusal> refusal = DraftValidator.validate(draft, target(draft.subject()));
    if (refusal.isPresent()) {
      refused.add(new Refused(submission, refusal.get()));
    } else {
      kept.add(new Kept(write(draft), submission.receipt()));
    }
  }

  private Optional<DraftValidator.TargetMessage> target(long seq) throws SQLException {
    return seq < 1 || seq > last ? Optional.empty() : ledger.target(EntryKey.of(room, seq));
  }

  private Entry write(Draft draft) throws SQLException {
    if (room == 0) {
      room = ledger.add(transcript.name());
    }
    Entry entry = draft.numbered(last + 1, at);
    ledger.write(room, entry);
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

  /** Whether a message was taken back, so that its text has to go from the journal as well. */
  boolean hasErased() {
    return kept.stream().anyMatch(each -> each.entry() instanceof Entry.Deleted);
  }

  /** It is committed: the room hears it, then the others have their answers. */
  void tell() {
    if (!kept.isEmpty()) {
      transcript.tell(kept, new RoomHead(room, last, at));
    }
    repeated.forEach(Repeated::tell);
    echoes.forEach(Repeated::tell);
    refused.forEach(Refused::tell);
  }

  /** Everybody was told, and no lock is held any more. */
  void rest() {
    transcript.rest();
  }

  /** It is not committed. Even a refusal does not hold: it may be for what was written here. */
  void fail() {
    repeated.forEach(Repeated::tell);
    fresh.forEach(Submission::notKept);
  }
}
