package chat.sqlite.write;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.sqlite.SqliteTranscript;

/** A draft on its way into the log, and who is told. */
public record Submission(SqliteTranscript transcript, Draft draft, Receipt receipt) {
  /** Nobody has heard it; sending it again with the same id is safe. */
  static final Refusal NOT_KEPT = Refusal.of(Refusal.Code.NOT_KEPT);

  /** What an entry costs beside its text, about. */
  private static final int OVERHEAD = 200;

  public void notKept() {
    receipt.refused(NOT_KEPT);
  }

  /** About how much memory this takes, in characters. */
  int weight() {
    return OVERHEAD
        + switch (draft) {
          case Draft.Say say -> say.text().length();
          case Draft.Edit edit -> edit.text().length();
          case Draft.Delete delete -> 0;
          case Draft.React react -> 0;
        };
  }
}
