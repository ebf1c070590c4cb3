package chat.web.http;

import io.helidon.webserver.CloseConnectionException;

/**
 * Makes Helidon close the connection. Each connection ends so, and it is no error: there is no
 * stack trace, because that is most of the cost of an exception.
 */
public final class CloseConnection extends CloseConnectionException {
  private static final long serialVersionUID = 1L;

  public CloseConnection(String reason) {
    super(reason);
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
