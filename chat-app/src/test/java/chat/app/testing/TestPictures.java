package chat.app.testing;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes pictures for tests. */
public final class TestPictures {
  private TestPictures() {}

  /** A screenshot as PNG; another seed makes another one. */
  public static byte[] png(int width, int height, int seed) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(shapes(width, height, seed), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A photograph as JPEG, to be chosen in a page. */
  public static FilePayload jpeg(String name, int width, int height, float quality) {
    return new FilePayload(
        name, "image/jpeg", encoded(shapes(width, height, name.hashCode()), quality));
  }

  /** A photograph with so much noise that a pixel takes more than a byte. */
  public static FilePayload noisyJpeg(String name, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(name.hashCode());
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, random.nextInt());
      }
    }
    return new FilePayload(name, "image/jpeg", encoded(picture, 0.8f));
  }

  private static BufferedImage shapes(int width, int height, int seed) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    Graphics2D drawing = picture.createGraphics();
    for (int shape = 0; shape < 100; shape++) {
      drawing.setColor(new Color(random.nextInt()));
      drawing.fillOval(random.nextInt(width), random.nextInt(height), width / 8, width / 8);
    }
    drawing.dispose();
    return picture;
  }

  private static byte[] encoded(BufferedImage picture, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(quality);
    var bytes = new ByteArrayOutputStream();
    try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(picture, null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
