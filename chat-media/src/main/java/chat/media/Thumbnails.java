package chat.media;

import chat.media.UnsupportedMediaException.Reason;
import chat.media.picture.Picture;
import chat.media.picture.PictureDecoder;
import chat.media.picture.PictureEncoder;
import chat.media.picture.PictureFormat;
import chat.media.picture.PictureScaler;
import chat.media.picture.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Thumbnails of pictures: small, upright copies of the first frame. One takes up to {@link
 * #MOST_DECODER_BYTES} and some more memory, so the caller limits how many are made at once.
 */
public final class Thumbnails {
  /** 640 pixels each way, because a row in the page has 320, and dense screens show two each. */
  public static final int MOST_PIXELS_EACH_WAY = 640;

  /** 96 MiB: a progressive JPEG of 33 million pixels, a WebP of 25 million. */
  public static final long MOST_DECODER_BYTES = 96L << 20;

  private Thumbnails() {}

  /**
   * Creates a thumbnail: a JPEG, or a PNG where a pixel is transparent.
   *
   * @param picture the picture; it is not changed
   * @param thumbnail the file to write; it is deleted after an exception
   * @throws UnsupportedMediaException when the file is no picture of a known type, is damaged, or
   *     would need too much memory
   */
  public static Media create(Path picture, Path thumbnail)
      throws IOException, UnsupportedMediaException {
    MediaType type = MediaType.detect(picture);
    PictureFormat format =
        PictureFormat.of(type.name())
            .orElseThrow(() -> new UnsupportedMediaException(Reason.NOT_CLEANABLE, type.name()));
    BufferedImage scaled = scaled(picture, type, format);
    return write(scaled, thumbnail);
  }

  private static BufferedImage scaled(Path file, MediaType type, PictureFormat format)
      throws UnsupportedMediaException {
    try {
      Picture picture = format.check(file);
      checkCost(picture);
      BufferedImage decoded =
          PictureDecoder.decode(file, type.name(), picture, MOST_PIXELS_EACH_WAY);
      Size size = picture.displayed().within(MOST_PIXELS_EACH_WAY);
      return PictureScaler.scale(decoded, picture.orientation(), size);
    } catch (IOException e) {
      throw new UnsupportedMediaException(Reason.DAMAGED, e.getMessage());
    }
  }

  private static void checkCost(Picture picture) throws UnsupportedMediaException {
    if (picture.stored().pixels() > MediaProcessor.MOST_PIXELS
        || picture.decoderBytes() > MOST_DECODER_BYTES) {
      throw new UnsupportedMediaException(
          Reason.TOO_MANY_PIXELS, picture.stored() + " of " + picture.decoderBytes() + " bytes");
    }
  }

  private static Media write(BufferedImage scaled, Path thumbnail) throws IOException {
    boolean done = false;
    try {
      String type = PictureEncoder.encode(scaled, thumbnail);
      done = true;
      return new Media(type, scaled.getWidth(), scaled.getHeight(), true);
    } finally {
      if (!done) {
        Files.deleteIfExists(thumbnail);
      }
    }
  }
}
