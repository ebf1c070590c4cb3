package chat.media.picture;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/** Makes decoded pictures smaller and turns them upright, in sRGB. */
public final class PictureScaler {
  private PictureScaler() {}

  /**
   * Scales and turns.
   *
   * @param picture the decoded pixels
   * @param orientation how they are turned, as in EXIF, from 1 to 8
   * @param size the dimensions of the result, after turning
   */
  public static BufferedImage scale(BufferedImage picture, int orientation, Size size) {
    Size stored = orientation >= 5 ? size.swapped() : size;
    BufferedImage scaled = shrink(picture, stored.width(), stored.height());
    return orientation == ExifOrientation.NONE ? scaled : turn(scaled, orientation, size);
  }

  /** Halves the picture as long as that is not too small: each step averages four pixels. */
  private static BufferedImage shrink(BufferedImage picture, int width, int height) {
    BufferedImage from = picture;
    int w = picture.getWidth();
    int h = picture.getHeight();
    do {
      w = Math.max(width, (w + 1) / 2);
      h = Math.max(height, (h + 1) / 2);
      from =
          draw(
              from,
              AffineTransform.getScaleInstance(
                  ratio(w, from.getWidth()), ratio(h, from.getHeight())),
              new Size(w, h));
    } while (w != width || h != height);
    return from;
  }

  private static double ratio(int to, int from) {
    return (double) to / from;
  }

  private static BufferedImage turn(BufferedImage picture, int orientation, Size size) {
    return draw(picture, transform(orientation, size), size);
  }

  /** The transform from the stored pixels to the displayed ones. */
  private static AffineTransform transform(int orientation, Size size) {
    int w = size.width();
    int h = size.height();
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, w, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, w, h);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, h);
      default -> new AffineTransform();
    };
  }

  private static BufferedImage draw(BufferedImage picture, AffineTransform transform, Size size) {
    boolean alpha = picture.getColorModel().hasAlpha();
    int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    var result = new BufferedImage(size.width(), size.height(), type);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, transform, null);
    graphics.dispose();
    return result;
  }
}
