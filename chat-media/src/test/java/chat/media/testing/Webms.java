package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** WebMs with metadata, as browsers and programs write them. */
public final class Webms {
  private Webms() {}

  /** An element with a size of 4 bytes. */
  public static byte[] element(int id, byte[]... content) {
    byte[] joined = join(content);
    return join(id(id), ByteBuffer.allocate(4).putInt(0x10000000 | joined.length).array(), joined);
  }

  /** An element of unknown size, as in a stream. */
  public static byte[] open(int id, byte[]... content) {
    return join(id(id), new byte[] {(byte) 0xFF}, join(content));
  }

  private static byte[] id(int id) {
    byte[] all = ByteBuffer.allocate(4).putInt(id).array();
    return Arrays.copyOfRange(all, Integer.numberOfLeadingZeros(id) / 8, 4);
  }

  private static byte[] header() {
    return element(0x1A45DFA3, element(0x4286, new byte[] {1}), element(0x4282, latin("webm")));
  }

  private static byte[] info() {
    return element(
        0x1549A966,
        element(0x2AD7B1, new byte[] {15, 66, 64}),
        element(0x7BA9, latin(SECRET)),
        element(0x4461, latin("12345678")),
        element(0x4D80, latin(SECRET)),
        element(0x5741, latin(SECRET)));
  }

  private static byte[] tracks(int type) {
    return element(
        0x1654AE6B,
        element(
            0xAE,
            element(0xD7, new byte[] {1}),
            element(0x83, new byte[] {(byte) type}),
            element(0x536E, latin(SECRET)),
            element(0x86, latin(type == 1 ? "V_VP8" : "A_OPUS")),
            element(
                0xE0, element(0xB0, new byte[] {1, 64}), element(0xBA, new byte[] {(byte) 240}))));
  }

  private static byte[] tags() {
    return element(0x1254C367, element(0x7373, element(0x67C8, element(0x4487, latin(SECRET)))));
  }

  private static byte[] attachments() {
    return element(0x1941A469, element(0x61A7, element(0x465C, latin(SECRET))));
  }

  private static byte[] block() {
    return element(0xA3, latin("\u0081\0\0\u0080BLOCK"));
  }

  /** A file with sizes, and bytes behind its end. */
  public static byte[] film(int trackType) {
    byte[] cluster = element(0x1F43B675, element(0xE7, new byte[] {0}), block());
    byte[] segment =
        element(0x18538067, info(), tags(), tracks(trackType), cluster, attachments(), tags());
    return join(header(), segment, latin("PK\3\4" + SECRET));
  }

  /** A file without sizes, as browsers record it. */
  public static byte[] stream() {
    byte[] cluster = open(0x1F43B675, element(0xE7, new byte[] {0}), block(), block());
    return join(header(), open(0x18538067, info(), tracks(1), cluster, cluster, tags()));
  }
}
