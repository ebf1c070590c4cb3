package chat.media.testing;

import chat.media.Media;
import chat.media.MediaProcessor;
import chat.media.UnsupportedMediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are cleaned in a folder of a test. */
public final class Cleaning {
  private final Path received;
  private final Path cleaned;

  /** Uses a folder that the test owns. */
  public Cleaning(Path folder) {
    received = folder.resolve("received");
    cleaned = folder.resolve("cleaned");
  }

  /**
   * A file that was cleaned.
   *
   * @param media what the processor returned
   * @param bytes the bytes of the cleaned file
   */
  @SuppressWarnings("ArrayRecordComponent") // Nothing compares it.
  public record Cleaned(Media media, byte[] bytes) {
    /** The bytes as characters. */
    public String text() {
      return Pictures.text(bytes);
    }
  }

  /** Cleans bytes that must be accepted. */
  public Cleaned clean(byte[] bytes) throws IOException, UnsupportedMediaException {
    Media media = process(bytes);
    return new Cleaned(media, Files.readAllBytes(cleaned));
  }

  /** Processes bytes. */
  public Media process(byte[] bytes) throws IOException, UnsupportedMediaException {
    Files.deleteIfExists(cleaned);
    return MediaProcessor.process(Files.write(received, bytes), cleaned);
  }

  /** The file that was cleaned last. */
  public Path cleaned() {
    return cleaned;
  }
}
