package chat.core.log;

/**
 * The outcome of a check that an owner has asked for.
 *
 * @param subject what was checked, in one to three words
 * @param text what was found; for everything but {@link Outcome#OK} also what to do
 */
public record Finding(Outcome outcome, String subject, String text) {
  /** How a check has ended, the best first. */
  public enum Outcome {
    OK,
    /** Not checked; the text says why. */
    SKIPPED,
    /** Works now, and may fail later. */
    WARNING,
    FAILED
  }

  /** Nothing has to be done. */
  public static Finding ok(String subject, String text) {
    return new Finding(Outcome.OK, subject, text);
  }

  /** Nothing was checked. */
  public static Finding skipped(String subject, String reason) {
    return new Finding(Outcome.SKIPPED, subject, reason);
  }

  /** Something may fail later. */
  public static Finding warning(String subject, String text) {
    return new Finding(Outcome.WARNING, subject, text);
  }

  /** Something fails. */
  public static Finding failed(String subject, String text) {
    return new Finding(Outcome.FAILED, subject, text);
  }
}
