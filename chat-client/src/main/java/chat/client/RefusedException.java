package chat.client;

/** The server has refused what was said or asked. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  RefusedException(String code, String message) {
    super(message);
    this.code = code;
  }

  /**
   * A stable word such as {@code too-long}, {@code muted} or {@code not-yours}; of a sign-in or a
   * connection the HTTP status or the close code.
   */
  public String code() {
    return code;
  }
}
