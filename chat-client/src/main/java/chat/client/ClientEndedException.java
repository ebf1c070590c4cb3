package chat.client;

/**
 * The client has ended before an answer came, or could come under the same id of a member: what was
 * said may have been kept.
 */
public final class ClientEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientEndedException(String message) {
    super(message);
  }
}
