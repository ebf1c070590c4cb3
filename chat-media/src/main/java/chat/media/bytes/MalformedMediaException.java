package chat.media.bytes;

import java.io.IOException;
import java.io.Serial;

/** The file is truncated, or its content contradicts its format. */
public final class MalformedMediaException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was found, for the log
   */
  public MalformedMediaException(String message) {
    super(message);
  }
}
