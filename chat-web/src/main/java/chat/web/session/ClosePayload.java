package chat.web.session;

import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The payload of a client's close frame: a code and a reason, or nothing (RFC 6455, 5.5.1). */
final class ClosePayload {
  private ClosePayload() {}

  /**
   * Returns the code to answer a close frame with: the client's own.
   *
   * @throws WsCloseException with the code to close with, if the payload is malformed
   */
  static int answer(byte[] payload) {
    if (payload.length == 0) {
      return WsCloseCodes.NORMAL_CLOSE;
    }
    if (payload.length == 1) {
      throw new WsCloseException("half a close code", WsCloseCodes.PROTOCOL_ERROR);
    }
    int code = Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
    Utf8Validator.checkAll(Arrays.copyOfRange(payload, 2, payload.length));
    if (!mayBeSent(code)) {
      throw new WsCloseException("a close code that may not be sent", WsCloseCodes.PROTOCOL_ERROR);
    }
    return code;
  }

  /** RFC 6455, section 7.4, and its registry. */
  private static boolean mayBeSent(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }
}
