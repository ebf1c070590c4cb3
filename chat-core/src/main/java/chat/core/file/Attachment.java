package chat.core.file;

/**
 * A file of a message, as the message shows it.
 *
 * @param type the media type that its content shows, such as {@code image/png}
 * @param size in bytes
 * @param width of a picture or film in pixels, as it is shown; 0 where there is none
 * @param height the same
 * @param alt a description for members who do not see it, or empty
 */
public record Attachment(
    FileId id, FileName name, String type, long size, int width, int height, String alt) {
  /** A message has at most 10 files, so that it fits on a screen. */
  public static final int MAX_FILES = 10;

  /** A description has at most 1,000 code points, as much as a screen reader reads in a minute. */
  public static final int MAX_ALT_LENGTH = 1_000;

  /**
   * Validates the description.
   *
   * @throws IllegalArgumentException when it is too long, or has a forbidden character
   */
  public Attachment {
    if (!isDescription(alt)) {
      throw new IllegalArgumentException("no description of a file");
    }
  }

  /** Whether a text may be a description: without line breaks and control characters. */
  public static boolean isDescription(String alt) {
    return alt.codePointCount(0, alt.length()) <= MAX_ALT_LENGTH
        && alt.codePoints().noneMatch(AttachmentText::isForbidden);
  }

  /** The number of characters of its texts. */
  public int textLength() {
    return name.value().length() + alt.length();
  }
}
