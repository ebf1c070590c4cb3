package chat.core.cluster;

/**
 * A store outside of this process cannot be read or changed at present. The store itself writes the
 * reason to the server's log, so this has neither a stack trace nor a cause.
 */
public class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(String reason) {
    super(reason, null, false, false);
  }
}
