package chat.bench.client;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** WebSocket frames as a client meets them (RFC 6455, section 5.2), read where they lie. */
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

  /** A connection ended, or what came over it is no WebSocket any more. */
  public static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Hands the whole frames among the bytes given to the occasion, and answers pings.
   *
   * @return where the first frame begins that has not come whole
   */
  public static int read(
      BenchClient guest, ByteBuffer in, int from, int to, long now, ClientListener occasion)
      throws Broken {
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
        occasion.messageReceived(guest, in, payload, at, now);
      } else {
        control(guest, in, first, payload, at);
      }
    }
    return at;
  }

  // Also where a masked frame ends up: a server must not send one.
  private static int longLength(ByteBuffer in, int at) throws Broken {
    long length = Long.reverseBytes(in.getLong(at));
    if ((in.get(at - 1) & MASKED) != 0 || length < 0 || length > ClientGroup.LARGEST_FRAME) {
      throw new Broken("a frame that is masked or too long");
    }
    return (int) length;
  }

  private static void control(BenchClient guest, ByteBuffer in, int first, int at, int end)
      throws Broken {
    if ((first & FIN) == 0 || (first & RESERVED) != 0) {
      throw new Broken("a fragment, or reserved bits");
    }
    switch (first & ~FIN) {
      case PING -> {
        byte[] payload = new byte[end - at];
        in.get(at, payload);
        write(guest, PONG, payload);
      }
      case PONG -> {}
      case CLOSE -> throw new Broken(end - at < 2 ? "closed" : "closed with " + code(in, at));
      default -> throw new Broken("a frame of opcode " + (first & ~FIN));
    }
  }

  private static int code(ByteBuffer in, int at) {
    return (in.get(at) & 0xFF) << 8 | (in.get(at + 1) & 0xFF);
  }

  /** Puts a text frame into line for a guest. */
  public static void writeText(BenchClient guest, byte[] payload) {
    write(guest, TEXT, payload);
  }

  private static void write(BenchClient guest, int opcode, byte[] payload) {
    int length = payload.length;
    ByteBuffer out = guest.room(LONGEST_HEADER + length);
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
