package chat.sqlite;

import chat.core.Draft;
import chat.core.Entry;
import chat.core.Follower.Kept;
import chat.core.Refusal;
import chat.core.Ruling;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One room's part of one transaction: judges and numbers its drafts, and remembers what is to be
 * told once all of it is committed. Until then nothing outside has changed, so that a transaction
 * that fails leaves no hole in the numbers.
 */
final class Sitting {
  private final Ledger ledger;
  private final SqliteTranscript transcript;
  private final Standing before;
  private final Instant at;
  private long room;
  private long last;
  private final List<Kept> kept = new ArrayList<>();
  private final List<Repeated> repeated = new ArrayList<>();
  private final List<Refused> refused = new ArrayList<>();

  /**
   * Begins where the room stands.
   *
   * @param now what the clock says; the room's time never goes back
   */
  Sitting(Ledger ledger, SqliteTranscript transcript, Standing before, Instant now) {
    this.ledger = ledger;
    this.transcript = transcript;
    this.before = before;
    this.room = before.room();
    this.last = before.last();
    this.at = now.isBefore(before.at()) ? before.at() : now;
  }

  private record Repeated(Submission submission, long seq) {}

  private record Refused(Submission submission, Refusal refusal) {}

  /** Decides on one draft, and writes it where it may be kept. */
  void judge(Submission submission) throws SQLException {
    Draft draft = submission.draft();
    long seq = known(draft);
    if (seq > 0) {
      repeated.add(new Repeated(submission, seq));
      return;
    }
    Optional<Refusal> refusal = Ruling.on(draft, target(draft.subject()));
    if (refusal.isPresent()) {
      refused.add(new Refused(submission, refusal.get()));
    } else {
      kept.add(new Kept(write(draft), submission.receipt()));
    }
  }

  private long known(Draft draft) throws SQLException {
    return draft.id().isEmpty() || room == 0 ? 0 : ledger.known(room, draft);
  }

  private Optional<Ruling.Target> target(long seq) throws SQLException {
    return seq < 1 || seq > last ? Optional.empty() : ledger.target(Place.of(room, seq));
  }

  private Entry write(Draft draft) throws SQLException {
    if (room == 0) {
      room = ledger.add(transcript.name());
    }
    Entry entry = draft.numbered(last + 1, at);
    ledger.write(room, entry);
    last++;
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

  /** It is committed: the room hears it, then the others have their answer. */
  void tell() {
    if (!kept.isEmpty()) {
      transcript.tell(kept, new Standing(room, last, at));
    }
    repeated.forEach(each -> each.submission().receipt().kept(each.seq()));
    refused.forEach(each -> each.submission().receipt().refused(each.refusal()));
  }

  /** Everybody was told, and no lock is held any more. */
  void rest() {
    transcript.rest();
  }

  /**
   * It is not committed. Only what an earlier transaction has kept is kept; a refusal may have been
   * for what this one had written.
   */
  void fail() {
    kept.forEach(each -> each.receipt().refused(Submission.NOT_KEPT));
    repeated.forEach(each -> {
      if (each.seq() <= before.last()) {
        each.submission().receipt().kept(each.seq());
      } else {
        each.submission().notKept();
      }
    });
    refused.forEach(each -> each.submission().notKept());
  }
}
