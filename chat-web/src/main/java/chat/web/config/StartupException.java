package chat.web.config;

/** Why the server cannot start: one sentence for the owner, who can mend it. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
