package chat.postgres.log;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.name.RoomName;
import chat.postgres.entry.EntryKind;
import java.util.Optional;
import java.util.UUID;

/**
 * A draft on its way into the log of a room, with the receipt of its author.
 *
 * @param token identifies a draft without an id, so that it is one entry however often it is sent
 * @param refusal the answer unless the draft's id is known; empty for a draft to be kept
 */
record Submission(
    PostgresTranscript target,
    Draft draft,
    UUID token,
    Optional<Refusal> refusal,
    Receipt receipt) {
  private static final Refusal NOT_KEPT = Refusal.of(Refusal.Code.NOT_KEPT);

  /** About what an entry costs besides its text, in characters. */
  private static final int OVERHEAD = 200;

  static Submission of(
      PostgresTranscript target, Draft draft, Optional<Refusal> refusal, Receipt receipt) {
    return new Submission(target, draft, UUID.randomUUID(), refusal, receipt);
  }

  RoomName room() {
    return target.name();
  }

  /** Answers that the draft was not kept: it never reached the database, or was rolled back. */
  void reject() {
    receipt.refused(refusal.orElse(NOT_KEPT));
  }

  /** About how much memory this takes, in characters. */
  int weight() {
    return OVERHEAD + EntryKind.text(draft).length();
  }
}
