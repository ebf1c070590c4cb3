package chat.core.name;

/** A nickname or room name that is not accepted. */
public final class InvalidNameException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /** The fault of the name; the page has a sentence for each. */
  public enum Reason implements InvalidInputException.Reason {
    EMPTY,
    TOO_LONG,
    FORBIDDEN_CHARACTER,
    NEEDS_LETTER,
    MARKS,
    ADDRESS,
    RESERVED
  }

  public InvalidNameException(Reason reason) {
    super(reason);
  }
}
