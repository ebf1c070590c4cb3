package chat.media.picture;

/**
 * Dimensions of a picture in pixels.
 *
 * @param width the width
 * @param height the height
 */
public record Size(int width, int height) {
  /** The number of pixels. */
  public long pixels() {
    return (long) width * height;
  }

  /** Width and height exchanged, as after a quarter turn. */
  public Size swapped() {
    return new Size(/* width= */ height, /* height= */ width);
  }

  /** The larger of both dimensions. */
  public int larger() {
    return Math.max(width, height);
  }

  /** True when neither dimension is larger than that of the other. */
  boolean fitsIn(Size other) {
    return width <= other.width && height <= other.height;
  }

  /** The dimensions made smaller, if necessary, so that neither is larger than this. */
  public Size within(int most) {
    if (larger() <= most) {
      return this;
    }
    double factor = (double) most / larger();
    return new Size(scaled(width, factor), scaled(height, factor));
  }

  private static int scaled(int side, double factor) {
    return (int) Math.max(1, Math.round(side * factor));
  }
}
