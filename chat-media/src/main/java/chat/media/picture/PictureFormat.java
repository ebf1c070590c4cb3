package chat.media.picture;

import chat.media.bytes.ByteSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The formats of pictures whose metadata can be removed, by media type. */
public final class PictureFormat {
  private static final Map<String, PictureCleaner> CLEANERS =
      Map.of(
          "image/jpeg", new JpegCleaner(),
          "image/png", new PngCleaner(),
          "image/gif", new GifCleaner(),
          "image/webp", new WebpCleaner());

  private final PictureCleaner cleaner;

  private PictureFormat(PictureCleaner cleaner) {
    this.cleaner = cleaner;
  }

  /** The format of a media type; empty for all others. */
  public static Optional<PictureFormat> of(String type) {
    return Optional.ofNullable(CLEANERS.get(type)).map(PictureFormat::new);
  }

  /** Copies a picture without its metadata. */
  public Picture clean(Path picture, Path cleaned) throws IOException {
    try (ByteSource in = ByteSource.open(picture);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(cleaned))) {
      return cleaner.clean(in, out);
    }
  }

  /** Reads all of a picture but its pixels: a damaged one throws. */
  public Picture check(Path picture) throws IOException {
    try (ByteSource in = ByteSource.open(picture)) {
      return cleaner.clean(in, OutputStream.nullOutputStream());
    }
  }
}
