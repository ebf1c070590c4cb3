package chat.web.http;

import io.helidon.webserver.CloseConnectionException;

/**
 * Tells Helidon to close a connection whose time has come. That is how each one ends, so nobody
 * wants to know where it was thrown: to find that out is most of what an exception costs.
 */
public final class CloseConnection extends CloseConnectionException {
  private static final long serialVersionUID = 1L;

  public CloseConnection(String why) {
    super(why);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
