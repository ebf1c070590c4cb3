package chat.media;

import chat.media.UnsupportedMediaException.Reason;
import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.UncleanableMediaException;
import chat.media.picture.PictureFormat;
import chat.media.picture.Size;
import chat.media.recording.Recording;
import chat.media.recording.RecordingFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
    String type = MediaType.detect(received).name();
    try {
      return process(type, received, cleaned);
    } catch (MalformedMediaException e) {
      throw refused(Reason.DAMAGED, e, cleaned);
    } catch (UncleanableMediaException e) {
      throw refused(Reason.NOT_CLEANABLE, e, cleaned);
    } catch (IOException | UnsupportedMediaException e) {
      Files.deleteIfExists(cleaned);
      throw e;
    }
  }

  private static Media process(String type, Path received, Path cleaned)
      throws IOException, UnsupportedMediaException {
    Optional<PictureFormat> picture = PictureFormat.of(type);
    if (picture.isPresent()) {
      Size size = picture.get().clean(received, cleaned).displayed();
      checkPixels(size);
      return new Media(type, size.width(), size.height(), true);
    }
    Optional<RecordingFormat> recording = RecordingFormat.of(type);
    if (recording.isPresent()) {
      Recording result = recording.get().clean(received, cleaned);
      return new Media(result.type(), result.width(), result.height(), true);
    }
    if (mayHoldMetadata(type)) {
      throw new UnsupportedMediaException(Reason.NOT_CLEANABLE, type);
    }
    return new Media(type, 0, 0, false);
  }

  private static boolean mayHoldMetadata(String type) {
    return type.startsWith("video/")
        || (type.startsWith("image/") && !WITHOUT_CAMERA.contains(type));
  }

  private static UnsupportedMediaException refused(Reason reason, IOException cause, Path cleaned)
      throws IOException {
    Files.deleteIfExists(cleaned);
    return new UnsupportedMediaException(reason, cause.getMessage());
  }

  private static void checkPixels(Size size) throws UnsupportedMediaException {
    if (size.pixels() > MOST_PIXELS) {
      throw new UnsupportedMediaException(
          Reason.TOO_MANY_PIXELS, size.width() + " × " + size.height());
    }
  }
}
