package chat.app.testing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Draws pictures of a garden for the README's screenshots: hills, a sun, and rows of plants. */
public final class Landscape {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 720;

  private final Random random;
  private final BufferedImage picture =
      new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
  private final Graphics2D drawing = picture.createGraphics();

  private Landscape(int seed) {
    // Seeds that are near each other give first numbers that are.
    random = new Random(seed * 7_919L * 104_729L);
    drawing.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  }

  /** A picture as JPEG; another seed draws another one. */
  public static byte[] jpeg(int seed) {
    return new Landscape(seed).draw();
  }

  private byte[] draw() {
    float dawn = random.nextFloat();
    sky(Color.getHSBColor(0.55f + dawn * 0.08f, 0.45f, 0.92f), Color.getHSBColor(0.1f, 0.35f, 1f));
    drawing.setColor(new Color(255, 236, 170));
    drawing.fill(new Ellipse2D.Double(WIDTH * (0.15 + 0.6 * dawn), HEIGHT * 0.16, 110, 110));
    for (int hill = 0; hill < 3; hill++) {
      hill(
          HEIGHT * (0.42 + 0.1 * hill),
          Color.getHSBColor(0.3f + 0.03f * hill, 0.35f + 0.1f * hill, 0.7f - 0.12f * hill));
    }
    for (int row = 0; row < 4; row++) {
      bed(HEIGHT * (0.7 + 0.08 * row), 26 + 12 * row);
    }
    drawing.dispose();
    return encoded();
  }

  private void sky(Color top, Color bottom) {
    drawing.setPaint(new GradientPaint(0, 0, top, 0, HEIGHT * 0.6f, bottom));
    drawing.fillRect(0, 0, WIDTH, HEIGHT);
  }

  private void hill(double level, Color colour) {
    var shape = new Path2D.Double();
    shape.moveTo(0, HEIGHT);
    double phase = random.nextDouble() * 6;
    for (int x = 0; x <= WIDTH; x += 12) {
      shape.lineTo(x, level + 46 * Math.sin(phase + x / 170.0) + 14 * Math.sin(phase + x / 47.0));
    }
    shape.lineTo(WIDTH, HEIGHT);
    drawing.setColor(colour);
    drawing.fill(shape);
  }

  /** A row of plants, larger where it is nearer. */
  private void bed(double level, double size) {
    drawing.setColor(new Color(94, 66, 44));
    drawing.setStroke(new BasicStroke((float) size * 0.7f));
    drawing.drawLine(0, (int) level, WIDTH, (int) (level + 18));
    for (double x = random.nextDouble() * size; x < WIDTH; x += size * 1.6) {
      drawing.setColor(Color.getHSBColor(0.29f + random.nextFloat() * 0.06f, 0.7f, 0.6f));
      drawing.fill(new Ellipse2D.Double(x, level - size, size, size));
      drawing.setColor(Color.getHSBColor(random.nextFloat() * 0.12f, 0.8f, 0.95f));
      drawing.fill(
          new Ellipse2D.Double(x + size * 0.3, level - size * 0.7, size * 0.35, size * 0.35));
    }
  }

  private byte[] encoded() {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
