package chat.core.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.name.InvalidNameException;
import chat.core.name.InvalidNameException.Reason;
import chat.core.name.InvisibleCharacters;

/**
 * The name of a file, as its sender gave it: 1 to 255 bytes of UTF-8, without {@code /}, control
 * characters and those that change the direction of a text. It is shown, and never a path.
 */
public record FileName(String value) {
  static final int MAX_BYTES = 255;

  /**
   * Validates.
   *
   * @throws InvalidNameException when it is no file name
   */
  public FileName {
    if (value.codePoints().allMatch(FileName::showsNothing)) {
      throw new InvalidNameException(Reason.EMPTY);
    }
    if (value.length() > MAX_BYTES || value.getBytes(UTF_8).length > MAX_BYTES) {
      throw new InvalidNameException(Reason.TOO_LONG);
    }
    if (value.codePoints().anyMatch(FileName::isForbidden)) {
      throw new InvalidNameException(Reason.FORBIDDEN_CHARACTER);
    }
  }

  private static boolean showsNothing(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || InvisibleCharacters.contains(point);
  }

  private static boolean isForbidden(int point) {
    return point == '/' || AttachmentText.isForbidden(point);
  }

  @Override
  public String toString() {
    return value;
  }
}
