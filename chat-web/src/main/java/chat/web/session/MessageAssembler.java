package chat.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.function.Consumer;

/**
 * Joins the fragments of text messages and decodes them strictly (RFC 6455, sections 5.4 and 8.1).
 */
final class MessageAssembler {
  private static final char REPLACEMENT = '\uFFFD';

  private final int maxSize;
  private final Consumer<String> listener;
  // The message so far; null between messages.
  private ByteArrayOutputStream fragments;

  /**
   * @param maxSize of a message in bytes, over all its fragments
   * @param listener is called with each whole message
   */
  MessageAssembler(int maxSize, Consumer<String> listener) {
    this.maxSize = maxSize;
    this.listener = listener;
  }

  /**
   * Takes a data frame.
   *
   * @throws WsCloseException with the code to close with
   */
  void add(ClientFrame frame) {
    if ((frame.opCode() == WsOpCode.CONTINUATION) != (fragments != null)) {
      throw new WsCloseException("a fragment out of order", WsCloseCodes.PROTOCOL_ERROR);
    }
    if (frame.opCode() == WsOpCode.BINARY) {
      throw new WsCloseException("a binary message", WsCloseCodes.CANNOT_ACCEPT);
    }
    if (fragments == null && frame.last()) {
      listener.accept(decode(frame.payload()));
    } else {
      addFragment(frame);
    }
  }

  private void addFragment(ClientFrame frame) {
    if (fragments == null) {
      fragments = new ByteArrayOutputStream();
    }
    if (fragments.size() + frame.payload().length > maxSize) {
      throw new WsCloseException("too long", WsCloseCodes.TOO_BIG);
    }
    fragments.writeBytes(frame.payload());
    if (frame.last()) {
      byte[] message = fragments.toByteArray();
      fragments = null;
      listener.accept(decode(message));
    }
  }

  private static String decode(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    // Malformed bytes become replacement characters: only then is the strict decoder worth it.
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkUtf8(ByteBuffer.wrap(utf8));
    }
    return text;
  }

  /** Throws a {@link WsCloseException} if the bytes are no UTF-8. */
  static void checkUtf8(ByteBuffer bytes) {
    try {
      var _ = UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException e) {
      throw new WsCloseException("not UTF-8", WsCloseCodes.NOT_CONSISTENT);
    }
  }
}
