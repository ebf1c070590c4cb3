package chat.web.delivery;

import java.util.Arrays;

/** Frames as a server writes them: whole, unmasked, without extensions (RFC 6455, section 5.2). */
public final class FrameEncoder {
  private static final int FIN = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;

  /** A ping without payload. */
  public static final byte[] EMPTY_PING = frame(PING, new byte[0]);

  private FrameEncoder() {}

  public static byte[] text(byte[] utf8) {
    return frame(TEXT, utf8);
  }

  public static byte[] ping(byte[] payload) {
    return frame(PING, payload);
  }

  public static byte[] pong(byte[] payload) {
    return frame(PONG, payload);
  }

  /** A close frame without a reason, because a client must not see internal errors. */
  static byte[] close(int code) {
    return frame(CLOSE, new byte[] {(byte) (code >>> 8), (byte) code});
  }

  /** How many bytes the text frame of so many bytes of payload has. */
  public static int textLength(int payload) {
    return headerLength(payload) + payload;
  }

  /** Writes a text frame at {@code at}, where there must be room for {@link #textLength}. */
  public static void putText(byte[] into, int at, byte[] utf8) {
    int header = putHeader(into, at, TEXT, utf8.length);
    System.arraycopy(utf8, 0, into, at + header, utf8.length);
  }

  private static byte[] frame(int opcode, byte[] payload) {
    byte[] frame = new byte[headerLength(payload.length) + payload.length];
    int header = putHeader(frame, 0, opcode, payload.length);
    System.arraycopy(payload, 0, frame, header, payload.length);
    return frame;
  }

  private static int headerLength(int payload) {
    return payload < LENGTH_16_BITS ? 2 : payload < 1 << 16 ? 4 : 10;
  }

  private static int putHeader(byte[] into, int at, int opcode, int payload) {
    into[at] = (byte) (FIN | opcode);
    if (payload < LENGTH_16_BITS) {
      into[at + 1] = (byte) payload;
      return 2;
    }
    if (payload < 1 << 16) {
      into[at + 1] = (byte) LENGTH_16_BITS;
      into[at + 2] = (byte) (payload >>> 8);
      into[at + 3] = (byte) payload;
      return 4;
    }
    into[at + 1] = (byte) LENGTH_64_BITS;
    Arrays.fill(into, at + 2, at + 6, (byte) 0);
    for (int i = 0; i < 4; i++) {
      into[at + 6 + i] = (byte) (payload >>> (24 - 8 * i));
    }
    return 10;
  }
}
