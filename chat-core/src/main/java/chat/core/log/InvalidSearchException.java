package chat.core.log;

/** A search query that is not accepted, with the reason as a stable code. */
public final class InvalidSearchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The fault of the query; the page has a sentence for each. */
  public enum Reason {
    NO_WORD,
    TOO_MANY_WORDS,
    TOO_LONG;

    /** The reason in the form {@code too-long}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;

  InvalidSearchException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
