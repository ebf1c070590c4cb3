package chat.sqlite.write;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import java.util.Optional;

/**
 * A draft on its way into the log of a room, with the receipt of its author.
 *
 * @param refusal the answer unless the draft's id is known; empty for a draft to be kept
 */
public record Submission(
    CommitTarget target, Draft draft, Optional<Refusal> refusal, Receipt receipt) {
  /** The author may send it again with the same id. */
  private static final Refusal NOT_KEPT = Refusal.of(Refusal.Code.NOT_KEPT);

  /**
   * About what an entry costs besides its text, and a file besides its description, in characters.
   */
  private static final int OVERHEAD = 200;

  /** Answers that the draft was not kept. */
  public void reject() {
    receipt.refused(refusal.orElse(NOT_KEPT));
  }

  /** About how much memory this takes, in characters. */
  int weight() {
    return OVERHEAD
        + switch (draft) {
          case Draft.Say say -> say.text().length() + OVERHEAD * say.files().size();
          case Draft.Edit edit -> edit.text().length();
          case Draft.Delete delete -> 0;
          case Draft.React react -> 0;
          case Draft.Pin pin -> 0;
        };
  }
}
