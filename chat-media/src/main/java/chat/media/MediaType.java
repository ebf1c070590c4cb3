package chat.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * Media type of a file, such as {@code image/jpeg}.
 *
 * @param name the name, in lower case and without parameters
 */
public record MediaType(String name) {
  /** The type of bytes that no format is known for. */
  public static final MediaType UNKNOWN = new MediaType("application/octet-stream");

  private static final Set<String> PICTURES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
  private static final Set<String> SOUND =
      Set.of("audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/webm", "audio/flac");
  private static final Set<String> FILMS =
      Set.of("video/mp4", "video/webm", "video/quicktime", "video/ogg");

  /** Loads Tika's table at the first use only: it takes 200 ms and 5 MB. */
  private static final class Table {
    static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
  }

  /** Detects the type by content alone: no name and no claim is considered. */
  public static MediaType detect(Path file) throws IOException {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      return new MediaType(Table.TYPES.detect(content, new Metadata()).getBaseType().toString());
    }
  }

  /** True for a picture that browsers display, and whose metadata can be removed. */
  public boolean isPicture() {
    return PICTURES.contains(name);
  }

  /** True for sound that browsers play. */
  public boolean isSound() {
    return SOUND.contains(name);
  }

  /** True for a film that browsers play. */
  public boolean isFilm() {
    return FILMS.contains(name);
  }

  /** True for what is displayed or played within the page; all else is a download. */
  public boolean isInline() {
    return isPicture() || isSound() || isFilm();
  }
}
