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
  private static final byte[] NOTHING = {};

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
    WsOpCode opCode = opCode(first);
    boolean last = (first & FIN) != 0;
    if ((second & MASKED) == 0) {
      throw protocolError("not masked");
    }
    long length = length(data, second & LENGTH);
    if (isControl(opCode) && (!last || length > LONGEST_CONTROL)) {
      throw protocolError("a control frame is whole and short");
    }
    if (length > longest) {
      throw new WsCloseException("too long", WsCloseCodes.TOO_BIG);
    }
    return new ClientFrame(opCode, last, payload(data, (int) length));
  }

  private static WsOpCode opCode(int first) {
    if ((first & RESERVED_BITS) != 0) {
      throw protocolError("reserved bits");
    }
    return switch (first & OPCODE) {
      case 0x0 -> WsOpCode.CONTINUATION;
      case 0x1 -> WsOpCode.TEXT;
      case 0x2 -> WsOpCode.BINARY;
      case 0x8 -> WsOpCode.CLOSE;
      case 0x9 -> WsOpCode.PING;
      case 0xA -> WsOpCode.PONG;
      default -> throw protocolError("a reserved opcode");
    };
  }

  private static boolean isControl(WsOpCode opCode) {
    return switch (opCode) {
      case CLOSE, PING, PONG -> true;
      case CONTINUATION, TEXT, BINARY -> false;
    };
  }

  /** Section 5.2: written in the shortest form there is. */
  private static long length(DataReader data, int form) {
    if (form < LENGTH_16_BITS) {
      return form;
    }
    long length = number(data, form == LENGTH_64_BITS ? 8 : 2);
    long least = form == LENGTH_64_BITS ? 1 << 16 : LENGTH_16_BITS;
    if (length < least) {
      throw protocolError("a length that is negative or longer than it has to be");
    }
    return length;
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

  private static WsCloseException protocolError(String message) {
    return new WsCloseException(message, WsCloseCodes.PROTOCOL_ERROR);
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
