package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.encode;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;
import static chat.media.testing.Pictures.text;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNGs with metadata, as programs and cameras write them. */
public final class Pngs {
  /** The position behind the signature and the header. */
  public static final int BEHIND_HEADER = 8 + 25;

  private Pngs() {}

  /** A chunk with its checksum. */
  public static byte[] chunk(String name, byte[] content) {
    CRC32 sum = new CRC32();
    sum.update(latin(name));
    sum.update(content);
    return ByteBuffer.allocate(12 + content.length)
        .putInt(content.length)
        .put(latin(name))
        .put(content)
        .putInt((int) sum.getValue())
        .array();
  }

  /** A picture whose header claims these dimensions. */
  public static byte[] claiming(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(13).putInt(width).putInt(height).put(latin("\10\2\0\0\0")).array();
    byte[] plain = plain(10, 10);
    return join(
        Arrays.copyOf(plain, 8),
        chunk("IHDR", header),
        Arrays.copyOfRange(plain, BEHIND_HEADER, plain.length));
  }

  /** A picture without metadata. */
  public static byte[] plain(int width, int height) {
    return encode(Pictures.redAndBlue(width, height), "png");
  }

  /** A picture with texts, a time, EXIF, an unknown chunk, and bytes behind its end. */
  public static byte[] png(int width, int height, int orientation) {
    return join(
        insert(
            plain(width, height),
            BEHIND_HEADER,
            chunk("iCCP", join(latin("name\0\0"), profile())),
            chunk("tEXt", latin("Comment\0" + SECRET)),
            chunk("iTXt", latin("XML:com.adobe.xmp\0\0\0\0\0" + SECRET)),
            chunk("tIME", new byte[7]),
            chunk("eXIf", Pictures.exif(orientation)),
            chunk("prVt", latin(SECRET))),
        latin("PK\3\4" + SECRET));
  }

  /** An animation of two frames. */
  public static byte[] animated() {
    byte[] plain = plain(8, 8);
    int data = text(plain).indexOf("IDAT") - 4;
    int length = ByteBuffer.wrap(plain).getInt(data);
    byte[] pixels = Arrays.copyOfRange(plain, data + 8, data + 8 + length);
    byte[] frames = chunk("acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
    byte[] second = chunk("fdAT", join(ByteBuffer.allocate(4).putInt(2).array(), pixels));
    byte[] whole = insert(plain, data + 12 + length, control(1), second);
    return insert(whole, data, frames, control(0), chunk("tEXt", latin("Comment\0" + SECRET)));
  }

  private static byte[] control(int sequence) {
    ByteBuffer control = ByteBuffer.allocate(26).putInt(sequence).putInt(8).putInt(8);
    return chunk("fcTL", control.putInt(0).putInt(0).putShort((short) 1).array());
  }

  /** Inserts parts at a position. */
  public static byte[] insert(byte[] bytes, int position, byte[]... parts) {
    return join(
        Arrays.copyOf(bytes, position),
        join(parts),
        Arrays.copyOfRange(bytes, position, bytes.length));
  }

  private static byte[] profile() {
    var deflated = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(deflated)) {
      out.write(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return deflated.toByteArray();
  }
}
