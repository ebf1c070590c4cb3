package chat.web.config;

/** The server cannot start: the message is one sentence that tells the owner what to correct. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
