package chat.media.bytes;

import java.io.IOException;
import java.io.Serial;

/** The file has a form whose metadata cannot be removed, although its type is known. */
public final class UncleanableMediaException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param message what was found, for the log
   */
  public UncleanableMediaException(String message) {
    super(message);
  }
}
