package chat.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import io.helidon.websocket.WsOpCode;
import java.io.ByteArrayOutputStream;
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
  private Utf8Validator validator;

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
      validator = new Utf8Validator();
    }
    if (fragments.size() + frame.payload().length > maxSize) {
      throw new WsCloseException("too long", WsCloseCodes.TOO_BIG);
    }
    // Checked now: a client may never send the last fragment.
    validator.check(frame.payload(), frame.last());
    fragments.writeBytes(frame.payload());
    if (frame.last()) {
      String message = fragments.toString(UTF_8);
      fragments = null;
      validator = null;
      listener.accept(message);
    }
  }

  private static String decode(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    // Malformed bytes become replacement characters: only then is the strict decoder worth it.
    if (text.indexOf(REPLACEMENT) >= 0) {
      Utf8Validator.checkAll(utf8);
    }
    return text;
  }
}
