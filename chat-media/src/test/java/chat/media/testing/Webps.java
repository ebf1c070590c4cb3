package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** WebPs with metadata. ImageIO does not write them, so the pixels were encoded by a browser. */
public final class Webps {
  /** 40 × 20 pixels: the left half is blue and half transparent, the right half is red. */
  private static final byte[] LOSSLESS =
      Base64.getDecoder().decode("LyfABBAPEPO///8DDAcE2Tbzp71BBQ4Q0f+o8Q4=");

  /** The same dimensions, without transparency. */
  private static final byte[] LOSSY =
      Base64.getDecoder()
          .decode(
              "UAUAnQEqKAAUAD5tLJJFpCKhmAQAQAbEoAeDfwD8QP2A4wIYB+AFd/7gABe5TOWADSFwAP75Hdv//kAvh8y/ID//"
                  + "gj2ClW9zs0qYtmntRvaqQwIxk7/WpcNZ+y7/IBIhG9RgAAAA");

  private Webps() {}

  /** A chunk, whose length is even. */
  public static byte[] chunk(String name, byte[]... content) {
    byte[] joined = join(content);
    return ByteBuffer.allocate(8 + joined.length + (joined.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(latin(name))
        .putInt(joined.length)
        .put(joined)
        .array();
  }

  /** A file of chunks. */
  public static byte[] webp(byte[]... chunks) {
    return chunk("RIFF", latin("WEBP"), join(chunks));
  }

  /** The chunk of a lossless picture. */
  public static byte[] lossless() {
    return chunk("VP8L", LOSSLESS);
  }

  /** The chunk of a lossy picture. */
  public static byte[] lossy() {
    return chunk("VP8 ", LOSSY);
  }

  /** The header of 40 × 20 pixels. */
  public static byte[] header(int flags) {
    return chunk("VP8X", new byte[] {(byte) flags, 0, 0, 0, 39, 0, 0, 19, 0, 0});
  }

  /** A picture with EXIF, XMP and an unknown chunk, and bytes behind its end. */
  public static byte[] still() {
    return join(
        webp(
            header(0x1C),
            lossless(),
            chunk("EXIF", Pictures.exif(1)),
            chunk("XMP ", latin("<x:xmpmeta>" + SECRET)),
            chunk("abcd", latin(SECRET))),
        latin("PK\3\4" + SECRET));
  }

  /** An animation of two frames, with an unknown chunk in each. */
  public static byte[] animated() {
    byte[] frame =
        chunk(
            "ANMF",
            new byte[] {0, 0, 0, 0, 0, 0, 39, 0, 0, 19, 0, 0, 100, 0, 0, 0},
            lossless(),
            chunk("abcd", latin(SECRET)));
    return webp(
        header(0x1E), chunk("ANIM", new byte[6]), frame, frame, chunk("EXIF", latin(SECRET)));
  }
}
