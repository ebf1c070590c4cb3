package chat.core.log;

import chat.core.cluster.StoreUnavailableException;

/**
 * A log cannot be read, or keeps nothing, at present. The log itself writes the reason to the
 * server's log, once and not for each request, so this has neither a stack trace nor a cause.
 */
public final class LogUnavailableException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public LogUnavailableException(String reason) {
    super(reason);
  }
}
