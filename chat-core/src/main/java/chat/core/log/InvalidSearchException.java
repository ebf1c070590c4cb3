package chat.core.log;

import chat.core.name.InvalidInputException;

/** A search query that is not accepted. */
public final class InvalidSearchException extends InvalidInputException {
  private static final long serialVersionUID = 1L;

  /** The fault of the query; the page has a sentence for each. */
  public enum Reason implements InvalidInputException.Reason {
    NO_WORD,
    TOO_MANY_WORDS,
    TOO_LONG
  }

  InvalidSearchException(Reason reason) {
    super(reason);
  }
}
