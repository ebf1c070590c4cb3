package chat.media.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures with metadata, as cameras and programs write them. */
public final class Pictures {
  /** Text in all metadata that has to go, so that a search in the bytes finds it. */
  public static final String SECRET = "SECRET-PLACE";

  private Pictures() {}

  /** A picture whose left half is red and whose right half is blue. */
  public static BufferedImage redAndBlue(int width, int height) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.dispose();
    return picture;
  }

  /** A picture of four parts: red and blue in the upper half, green and white in the lower one. */
  public static BufferedImage quarters(int width, int height) {
    BufferedImage picture = redAndBlue(width, height);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.GREEN);
    graphics.fillRect(0, height / 2, width / 2, height);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(width / 2, height / 2, width, height);
    graphics.dispose();
    return picture;
  }

  /** The picture in a format of ImageIO. */
  public static byte[] encode(BufferedImage picture, String format) {
    var bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, format, bytes)) {
        throw new IllegalArgumentException("ImageIO does not write " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A JPEG with EXIF (orientation and place), XMP, IPTC, a comment, MPF, and bytes at its end. */
  public static byte[] jpeg(int width, int height, int orientation) {
    byte[] plain = encode(quarters(width, height), "jpeg");
    int start = 2;
    return join(
        Arrays.copyOf(plain, start),
        segment(0xE1, join("Exif\0\0".getBytes(ISO_8859_1), exif(orientation))),
        segment(0xE1, latin("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET)),
        segment(0xE2, latin("MPF\0" + SECRET)),
        segment(0xED, latin("Photoshop 3.0\0" + SECRET)),
        segment(0xFE, latin(SECRET)),
        Arrays.copyOfRange(plain, start, plain.length),
        latin("PK\3\4" + SECRET));
  }

  /** A segment of a JPEG. */
  public static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (2 + data.length))
        .put(data)
        .array();
  }

  /** EXIF data with an orientation, a camera's name, and a place: 48° 30' north, 11° 15' east. */
  public static byte[] exif(int orientation) {
    byte[] model = latin(SECRET + "\0");
    int directory = 8;
    int end = directory + 2 + 3 * 12 + 4;
    int gps = end + model.length + (model.length & 1);
    int gpsEnd = gps + 2 + 4 * 12 + 4;
    ByteBuffer data = ByteBuffer.allocate(gpsEnd + 2 * 24);
    data.put(latin("MM\0*")).putInt(directory);
    data.putShort((short) 3);
    entry(data, 0x0110, 2, model.length).putInt(end);
    entry(data, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
    entry(data, 0x8825, 4, 1).putInt(gps);
    data.putInt(0).put(model).position(gps);
    data.putShort((short) 4);
    entry(data, 1, 2, 2).put(latin("N\0\0\0"));
    entry(data, 2, 5, 3).putInt(gpsEnd);
    entry(data, 3, 2, 2).put(latin("E\0\0\0"));
    entry(data, 4, 5, 3).putInt(gpsEnd + 24);
    data.putInt(0);
    data.putInt(48).putInt(1).putInt(30).putInt(1).putInt(0).putInt(1);
    data.putInt(11).putInt(1).putInt(15).putInt(1).putInt(0).putInt(1);
    return data.array();
  }

  private static ByteBuffer entry(ByteBuffer data, int tag, int type, int count) {
    return data.putShort((short) tag).putShort((short) type).putInt(count);
  }

  /** The bytes of a text, one for each character. */
  public static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** The bytes as characters, to search in them. */
  public static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** All bytes, one part after the other. */
  public static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
