package chat.web.moderation;

/**
 * An action of the owner with a field that is missing or invalid, or beyond a limit.
 *
 * <p>The message is the reason: the key of a sentence, without its prefix.
 */
public final class InvalidActionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidActionException(String reason) {
    super(reason);
  }
}
