package chat.media;

import chat.media.UnsupportedMediaException.Reason;
import chat.media.bytes.MalformedMediaException;
import chat.media.picture.PictureFormat;
import chat.media.picture.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Removes metadata from files: detects the type by content, and writes pictures, films and sound
 * anew without where, when and with what they were taken. Files are streamed, so that the memory
 * needed does not depend on their size.
 */
public final class MediaProcessor {
  /** 100 million, because cameras of phones have so many, and browsers display no more. */
  public static final long MOST_PIXELS = 100_000_000;

  /** Pictures that are text or have no place for what a camera knows: they are downloads. */
  private static final Set<String> WITHOUT_CAMERA =
      Set.of(
          "image/svg+xml",
          "image/bmp",
          "image/vnd.microsoft.icon",
          "image/x-portable-bitmap",
          "image/x-portable-graymap",
          "image/x-portable-pixmap",
          "image/vnd.dwg",
          "image/vnd.dxf",
          "image/vnd.djvu",
          "image/x-xcf");

  private MediaProcessor() {}

  /**
   * Detects the type of a file and removes its metadata.
   *
   * @param received the file as it was received; it is not changed
   * @param cleaned the file to write; it is written only if the result says so, and deleted after
   *     an exception
   * @throws UnsupportedMediaException when the file is refused
   */
  public static Media process(Path received, Path cleaned)
      throws IOException, UnsupportedMediaException {
    MediaType type = MediaType.detect(received);
    PictureFormat picture = PictureFormat.of(type.name()).orElse(null);
    if (picture != null) {
      Size size = clean(picture, received, cleaned);
      return new Media(type.name(), size.width(), size.height(), true);
    }
    if (type.name().startsWith("image/") && !WITHOUT_CAMERA.contains(type.name())) {
      throw new UnsupportedMediaException(Reason.NOT_CLEANABLE, type.name());
    }
    return new Media(type.name(), 0, 0, false);
  }

  private static Size clean(PictureFormat format, Path received, Path cleaned)
      throws IOException, UnsupportedMediaException {
    boolean done = false;
    try {
      Size size = format.clean(received, cleaned).displayed();
      checkPixels(size);
      done = true;
      return size;
    } catch (MalformedMediaException e) {
      throw new UnsupportedMediaException(Reason.DAMAGED, e.getMessage());
    } finally {
      if (!done) {
        Files.deleteIfExists(cleaned);
      }
    }
  }

  private static void checkPixels(Size size) throws UnsupportedMediaException {
    if (size.pixels() > MOST_PIXELS) {
      throw new UnsupportedMediaException(
          Reason.TOO_MANY_PIXELS, size.width() + " × " + size.height());
    }
  }
}
