package chat.media.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Encodes pictures: as JPEG, or as PNG where a pixel is transparent. */
public final class PictureEncoder {
  /** 0.85, because text in a screenshot is legible then. */
  private static final float QUALITY = 0.85f;

  private static final int OPAQUE = 255;

  private PictureEncoder() {}

  /**
   * Writes the picture.
   *
   * @return the media type that was written
   */
  public static String encode(BufferedImage picture, Path file) throws IOException {
    String type = isTransparent(picture) ? "image/png" : "image/jpeg";
    ImageWriter writer = ImageIO.getImageWritersByMIMEType(type).next();
    try (var out = Files.newOutputStream(file);
        ImageOutputStream imageOut = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(imageOut);
      boolean opaque = type.equals("image/jpeg");
      writer.write(
          null,
          new IIOImage(opaque ? opaque(picture) : picture, null, null),
          parameters(writer, opaque));
    } finally {
      writer.dispose();
    }
    return type;
  }

  private static ImageWriteParam parameters(ImageWriter writer, boolean jpeg) {
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (jpeg) {
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(QUALITY);
    }
    return parameters;
  }

  private static boolean isTransparent(BufferedImage picture) {
    if (!picture.getColorModel().hasAlpha()) {
      return false;
    }
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        if (picture.getRGB(x, y) >>> 24 != OPAQUE) {
          return true;
        }
      }
    }
    return false;
  }

  /** The same picture without the values of transparency, which JPEG has no place for. */
  private static BufferedImage opaque(BufferedImage picture) {
    if (!picture.getColorModel().hasAlpha()) {
      return picture;
    }
    var opaque =
        new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        opaque.setRGB(x, y, picture.getRGB(x, y));
      }
    }
    return opaque;
  }
}
