package chat.core.name;

/** A nickname or room name that is not accepted, with the reason as a stable code. */
public final class InvalidNameException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the name; the page has a sentence for each. */
  public enum Reason {
    EMPTY,
    TOO_LONG,
    FORBIDDEN_CHARACTER,
    NEEDS_LETTER,
    MARKS,
    ADDRESS,
    RESERVED;

    /** The reason in the form {@code too-long}. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;

  public InvalidNameException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
