package chat.bench.client;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Parser of the WebSocket frames that a server sends (RFC 6455, section 5.2); reads them in place.
 */
public final class FrameReader {
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int LONGEST_HEADER = 14;

  private FrameReader() {}

  /** Thrown when a connection has ended, or its peer has violated the protocol. */
  public static final class BrokenConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenConnectionException(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Passes the messages among the bytes to the listener, and answers pings.
   *
   * @return the index of the first incomplete frame
   */
  public static int read(
      BenchClient client, ByteBuffer in, int from, int to, long now, ClientListener listener)
      throws BrokenConnectionException {
    int at = from;
    while (to - at >= 2) {
      int first = in.get(at) & 0xFF;
      int length = in.get(at + 1) & 0xFF;
      int payload = at + 2;
      if (length == 126 && to - at >= 4) {
        length = (in.get(at + 2) & 0xFF) << 8 | (in.get(at + 3) & 0xFF);
        payload = at + 4;
      } else if (length >= 126) {
        if (length == 126 || to - at < 10) {
          break;
        }
        length = longLength(in, at + 2);
        payload = at + 10;
      }
      if (to - payload < length) {
        break;
      }
      at = payload + length;
      if (first == (FIN | TEXT)) {
        listener.messageReceived(client, in, payload, at, now);
      } else {
        control(client, in, first, payload, at);
      }
    }
    return at;
  }

  // A masked frame is rejected here too, because its length byte is over 126; a server must not
  // send one.
  private static int longLength(ByteBuffer in, int at) throws BrokenConnectionException {
    long length = Long.reverseBytes(in.getLong(at));
    if ((in.get(at - 1) & MASKED) != 0 || length < 0 || length > ClientGroup.MAX_FRAME) {
      throw new BrokenConnectionException("a frame that is masked or too long");
    }
    return (int) length;
  }

  private static void control(BenchClient client, ByteBuffer in, int first, int at, int end)
      throws BrokenConnectionException {
    if ((first & FIN) == 0 || (first & RESERVED) != 0) {
      throw new BrokenConnectionException("a fragment, or reserved bits");
    }
    switch (first & ~FIN) {
      case PING -> {
        byte[] payload = new byte[end - at];
        in.get(at, payload);
        write(client, PONG, payload);
      }
      case PONG -> {}
      case CLOSE ->
          throw new BrokenConnectionException(
              end - at < 2 ? "closed" : "closed with " + closeCode(in, at));
      default -> throw new BrokenConnectionException("a frame of opcode " + (first & ~FIN));
    }
  }

  private static int closeCode(ByteBuffer in, int at) {
    return (in.get(at) & 0xFF) << 8 | (in.get(at + 1) & 0xFF);
  }

  /** Appends a text frame to the outgoing bytes of a client. */
  public static void writeText(BenchClient client, byte[] payload) {
    write(client, TEXT, payload);
  }

  private static void write(BenchClient client, int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuffer out = client.reserve(LONGEST_HEADER + length);
    out.put((byte) (FIN | opcode));
    if (length < 126) {
      out.put((byte) (MASKED | length));
    } else if (length < 1 << 16) {
      out.put((byte) (MASKED | 126)).put((byte) (length >>> 8)).put((byte) length);
    } else {
      out.put((byte) (MASKED | 127)).putLong(Long.reverseBytes(length));
    }
    int mask = ThreadLocalRandom.current().nextInt();
    out.putInt(mask);
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      out.putInt(mask ^ word(payload, i));
    }
    for (; i < length; i++, mask >>>= 8) {
      out.put((byte) (payload[i] ^ mask));
    }
  }

  private static int word(byte[] from, int at) {
    return (from[at] & 0xFF)
        | (from[at + 1] & 0xFF) << 8
        | (from[at + 2] & 0xFF) << 16
        | from[at + 3] << 24;
  }
}
