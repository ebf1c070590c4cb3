package chat.media;

/**
 * Description of a file by its content.
 *
 * @param type the media type, such as {@code image/jpeg}; {@code application/octet-stream} where
 *     the content shows none
 * @param width the width in pixels as it is displayed, after turning; 0 without a picture
 * @param height the height in pixels as it is displayed; 0 without a picture
 * @param cleaned true when a file without metadata was written; false when the received file is
 *     used as it is
 */
public record Media(String type, int width, int height, boolean cleaned) {
  /** Checks the dimensions. */
  public Media {
    if (width < 0 || height < 0) {
      throw new IllegalArgumentException("Negative dimensions: " + width + " × " + height);
    }
  }
}
