package chat.postgres.log;

import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.name.RoomName;
import chat.postgres.entry.EntryKind;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A draft on its way into the log of a room, with the receipt of its author.
 *
 * @param token identifies a draft without an id, so that it is one entry however often it is sent
 * @param limit over all servers
 * @param submittedAt when it was said, by {@link System#nanoTime}
 * @param refusal the answer unless the draft's id is known; empty for a draft to be kept
 */
record Submission(
    PostgresTranscript target,
    Draft draft,
    UUID token,
    DraftLimit limit,
    long submittedAt,
    Optional<Refusal> refusal,
    Receipt receipt) {
  private static final Refusal NOT_KEPT = Refusal.of(Refusal.Code.NOT_KEPT);

  /** About what an entry costs besides its text, in characters. */
  private static final int OVERHEAD = 200;

  /** A draft to be kept within a limit. */
  static Submission of(PostgresTranscript target, Draft draft, DraftLimit limit, Receipt receipt) {
    return new Submission(
        target, draft, UUID.randomUUID(), limit, System.nanoTime(), Optional.empty(), receipt);
  }

  /** A draft to be refused unless its id is known. */
  static Submission refused(
      PostgresTranscript target, Draft draft, Refusal refusal, Receipt receipt) {
    return new Submission(
        target,
        draft,
        UUID.randomUUID(),
        DraftLimit.NONE,
        System.nanoTime(),
        Optional.of(refusal),
        receipt);
  }

  /** How long ago it was said. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - submittedAt);
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
