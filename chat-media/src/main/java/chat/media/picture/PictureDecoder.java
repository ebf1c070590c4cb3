package chat.media.picture;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decoder of pictures through ImageIO. A large picture is decoded with fewer pixels: at least twice
 * as many each way as needed, so that making it smaller smooths it.
 */
public final class PictureDecoder {
  static {
    // A server that is started from a desktop would open a window system to draw.
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
  }

  private PictureDecoder() {}

  /**
   * Decodes the first frame.
   *
   * @param type the media type
   * @param needed the number of pixels needed for the larger side
   * @throws IOException when the picture is damaged, or no decoder knows it
   */
  public static BufferedImage decode(Path file, String type, Picture picture, int needed)
      throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type);
    if (!readers.hasNext()) {
      throw new IOException("No decoder of " + type);
    }
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in, true, true);
      int step = step(picture, needed);
      return onCanvas(reader.read(0, parameters(reader, step)), picture, step);
    } catch (RuntimeException e) {
      throw new IOException("The decoder of " + type + " failed", e);
    } finally {
      reader.dispose();
    }
  }

  /** A first frame that is smaller than its animation is put at its place. */
  private static BufferedImage onCanvas(BufferedImage frame, Picture picture, int step) {
    int width = Math.ceilDiv(picture.stored().width(), step);
    int height = Math.ceilDiv(picture.stored().height(), step);
    if (frame.getWidth() == width && frame.getHeight() == height) {
      return frame;
    }
    var canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = canvas.createGraphics();
    graphics.drawImage(frame, picture.left() / step, picture.top() / step, null);
    graphics.dispose();
    return canvas;
  }

  /** Each so many pixels one is decoded. */
  static int step(Picture picture, int needed) {
    return Math.max(1, picture.stored().larger() / (2 * needed));
  }

  private static ImageReadParam parameters(ImageReader reader, int step) {
    ImageReadParam parameters = reader.getDefaultReadParam();
    parameters.setSourceSubsampling(step, step, 0, 0);
    return parameters;
  }
}
