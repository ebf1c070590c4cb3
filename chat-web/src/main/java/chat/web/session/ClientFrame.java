package chat.web.session;

import io.helidon.common.buffers.DataReader;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;

/**
 * A frame as a client sends it, unmasked. Checked as RFC 6455, section 5, has it, and before its
 * payload is waited for: Helidon's own reader takes lengths that are longer written than they have
 * to be, and control frames that are long or in fragments.
 */
public final class ClientFrame {
  private static final int FIN = 0x80;
  private static final int RESERVED_BITS = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int LONGEST_CONTROL = 125;
  private static final int MASK_BYTES = 4;
  private static final int CLOSE = 0x8;
  private static final byte[] NOTHING = {};

  /** A client's malformed frame: the code to close with, and where its next frame begins. */
  static final class MalformedFrameException extends WsCloseException {
    private static final long serialVersionUID = 1L;
    private final int firstByte;
    private final int secondByte;
    private final long length;

    /**
     * @param firstByte of the header, as the next
     * @param length of the payload; negative if it was not read yet
     */
    private MalformedFrameException(
        String message, int code, int firstByte, int secondByte, long length) {
      super(message, code);
      this.firstByte = firstByte;
      this.secondByte = secondByte;
      this.length = length;
    }
  }

  private static final long UNREAD = -1;

  private final WsOpCode opCode;
  private final boolean last;
  private final byte[] payload;

  private ClientFrame(WsOpCode opCode, boolean last, byte[] payload) {
    this.opCode = opCode;
    this.last = last;
    this.payload = payload;
  }

  /**
   * Reads one frame, waiting for it.
   *
   * @param longest how long the payload may be
   * @throws WsCloseException when it is none, with the code to close with
   */
  public static ClientFrame read(DataReader data, int longest) {
    int first = data.read() & 0xFF;
    int second = data.read() & 0xFF;
    WsOpCode opCode = opCode(first, second);
    boolean last = (first & FIN) != 0;
    if ((second & MASKED) == 0) {
      throw protocolError("not masked", first, second, UNREAD);
    }
    long length = length(data, first, second);
    if (isControl(opCode) && (!last || length > LONGEST_CONTROL)) {
      throw protocolError("a control frame is whole and short", first, second, length);
    }
    if (length > longest) {
      throw new MalformedFrameException("too long", WsCloseCodes.TOO_BIG, first, second, length);
    }
    return new ClientFrame(opCode, last, payload(data, (int) length));
  }

  /**
   * Skips the rest of a malformed frame, then all frames up to a close frame, whatever their
   * contents.
   *
   * @param malformed the frame that is not read to its end; null if there is none
   * @param max how many bytes to skip
   * @return whether the close frame was found
   */
  static boolean skipToClose(DataReader data, MalformedFrameException malformed, int max) {
    long skipped = 0;
    if (malformed != null) {
      skipped = skipRest(data, malformed, max);
      if (skipped < max && isClose(malformed.firstByte)) {
        return true;
      }
    }
    while (skipped < max) {
      int first = data.read() & 0xFF;
      int second = data.read() & 0xFF;
      long length = rawLength(data, second & LENGTH);
      skipped += 2 + skip(data, maskLength(second) + length, max - skipped);
      if (skipped < max && isClose(first)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClose(int first) {
    return (first & OPCODE) == CLOSE;
  }

  private static long skipRest(DataReader data, MalformedFrameException malformed, int max) {
    long length =
        malformed.length == UNREAD
            ? rawLength(data, malformed.secondByte & LENGTH)
            : malformed.length;
    return skip(data, maskLength(malformed.secondByte) + length, max);
  }

  private static int maskLength(int second) {
    return (second & MASKED) == 0 ? 0 : MASK_BYTES;
  }

  /** A negative length is more than any limit. */
  private static long skip(DataReader data, long bytes, long max) {
    long left = bytes < 0 ? max : Math.min(bytes, max);
    long skipped = left;
    while (left > 0) {
      data.ensureAvailable();
      int next = (int) Math.min(left, data.available());
      data.skip(next);
      left -= next;
    }
    return skipped;
  }

  private static WsOpCode opCode(int first, int second) {
    if ((first & RESERVED_BITS) != 0) {
      throw protocolError("reserved bits", first, second, UNREAD);
    }
    return switch (first & OPCODE) {
      case 0x0 -> WsOpCode.CONTINUATION;
      case 0x1 -> WsOpCode.TEXT;
      case 0x2 -> WsOpCode.BINARY;
      case 0x8 -> WsOpCode.CLOSE;
      case 0x9 -> WsOpCode.PING;
      case 0xA -> WsOpCode.PONG;
      default -> throw protocolError("a reserved opcode", first, second, UNREAD);
    };
  }

  private static boolean isControl(WsOpCode opCode) {
    return switch (opCode) {
      case CLOSE, PING, PONG -> true;
      case CONTINUATION, TEXT, BINARY -> false;
    };
  }

  /** Section 5.2: written in the shortest form there is. */
  private static long length(DataReader data, int first, int second) {
    int form = second & LENGTH;
    long length = rawLength(data, form);
    long least = form == LENGTH_64_BITS ? 1 << 16 : form == LENGTH_16_BITS ? LENGTH_16_BITS : 0;
    if (length < least) {
      // Instead of a negative length the largest, because a negative one means unread here.
      throw protocolError(
          "a length that is negative or longer than it has to be",
          first,
          second,
          length < 0 ? Long.MAX_VALUE - MASK_BYTES : length);
    }
    return length;
  }

  private static long rawLength(DataReader data, int form) {
    return form < LENGTH_16_BITS ? form : number(data, form == LENGTH_64_BITS ? 8 : 2);
  }

  private static long number(DataReader data, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | (data.read() & 0xFF);
    }
    return number;
  }

  private static byte[] payload(DataReader data, int length) {
    byte[] mask = data.readBytes(MASK_BYTES);
    // Helidon's reader blocks for a byte even if none is requested.
    byte[] payload = length == 0 ? NOTHING : data.readBytes(length);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i & 3];
    }
    return payload;
  }

  private static MalformedFrameException protocolError(
      String message, int first, int second, long length) {
    return new MalformedFrameException(message, WsCloseCodes.PROTOCOL_ERROR, first, second, length);
  }

  WsOpCode opCode() {
    return opCode;
  }

  /** Whether it is the last frame of its message. */
  boolean last() {
    return last;
  }

  public byte[] payload() {
    return payload;
  }
}
