package chat.sqlite.db;

import java.sql.SQLException;

/** The log may not be written as it is. The message contains no path. */
public final class LogStateException extends SQLException {
  private static final long serialVersionUID = 1L;

  public LogStateException(String sentence) {
    super(sentence);
  }
}
