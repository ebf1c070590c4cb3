package chat.core.file;

import chat.core.cluster.StoreUnavailableException;

/** The store has no space for more bytes. */
public final class StoreFullException extends StoreUnavailableException {
  private static final long serialVersionUID = 1L;

  public StoreFullException(String reason) {
    super(reason);
  }
}
