package chat.web;

/** Why the server cannot start: one sentence for the owner, who can mend it. */
public final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotStart(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
