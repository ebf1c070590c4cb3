package chat.web.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Encodes WebSocket frames of a client, valid and invalid ones. */
public final class ClientFrames {
  public static final int CONTINUATION = 0x0;
  public static final int TEXT = 0x1;
  public static final int BINARY = 0x2;
  public static final int CLOSE = 0x8;
  public static final int PING = 0x9;
  public static final int PONG = 0xA;
  public static final int FIN = 0x80;

  private static final byte[] MASK = {0x37, (byte) 0xFA, 0x21, 0x3D};

  private ClientFrames() {}

  public static byte[] text(String text) {
    return frame(FIN | TEXT, text.getBytes(UTF_8));
  }

  public static byte[] close(int code) {
    return frame(FIN | CLOSE, closePayload(code, ""));
  }

  public static byte[] closePayload(int code, String reason) {
    byte[] utf8 = reason.getBytes(UTF_8);
    return ByteBuffer.allocate(2 + utf8.length).putShort((short) code).put(utf8).array();
  }

  public static byte[] ping(String payload) {
    return frame(FIN | PING, payload.getBytes(UTF_8));
  }

  /** A masked frame with this first byte and the shortest form of its length. */
  public static byte[] frame(int firstByte, byte[] payload) {
    return maskedWith(MASK, firstByte, payload);
  }

  /** The same, with this masking key. */
  public static byte[] maskedWith(byte[] key, int firstByte, byte[] payload) {
    int form = payload.length < 126 ? payload.length : payload.length < 1 << 16 ? 126 : 127;
    return join(header(firstByte, true, form, payload.length), key, masked(key, payload));
  }

  public static byte[] unmasked(int firstByte, byte[] payload) {
    return join(header(firstByte, false, payload.length, payload.length), payload);
  }

  /** A frame that declares this length, in this form: the length itself, 126 or 127. */
  public static byte[] withLength(int firstByte, int form, long length, byte[] payload) {
    return join(header(firstByte, true, form, length), MASK, masked(MASK, payload));
  }

  /** The fragments of a text message, of so many bytes each; the last one may be shorter. */
  public static byte[][] fragments(int size, String message) {
    byte[][] payloads = chopped(size, message.getBytes(UTF_8));
    return IntStream.range(0, payloads.length)
        .mapToObj(i -> frame(fragmentHead(i, payloads.length), payloads[i]))
        .toArray(byte[][]::new);
  }

  private static int fragmentHead(int index, int count) {
    return (index == 0 ? TEXT : CONTINUATION) | (index == count - 1 ? FIN : 0);
  }

  /** Bytes in pieces of one size; the last one may be shorter. */
  public static byte[][] chopped(int size, byte[] bytes) {
    return IntStream.range(0, (bytes.length + size - 1) / size)
        .mapToObj(i -> Arrays.copyOfRange(bytes, i * size, Math.min((i + 1) * size, bytes.length)))
        .toArray(byte[][]::new);
  }

  private static byte[] header(int firstByte, boolean masked, int form, long length) {
    ByteBuffer header = ByteBuffer.allocate(form == 127 ? 10 : form == 126 ? 4 : 2);
    header.put((byte) firstByte).put((byte) ((masked ? 0x80 : 0) | form));
    if (form == 126) {
      header.putShort((short) length);
    } else if (form == 127) {
      header.putLong(length);
    }
    return header.array();
  }

  private static byte[] masked(byte[] key, byte[] payload) {
    byte[] masked = payload.clone();
    for (int i = 0; i < masked.length; i++) {
      masked[i] ^= key[i % 4];
    }
    return masked;
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
