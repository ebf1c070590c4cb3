package chat.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsCloseException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * A strict validator of UTF-8 (RFC 6455, section 8.1). It takes a message in pieces, which may end
 * within a character, so that a malformed message is closed with the fragment that shows it.
 */
final class Utf8Validator {
  private static final int CHARS_AT_ONCE = 256;

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer discarded = CharBuffer.allocate(CHARS_AT_ONCE);
  // The beginning of a character that goes on in the next piece: at most 3 bytes.
  private byte[] begun = {};

  /** Checks bytes that are a whole text. */
  static void checkAll(byte[] text) {
    new Utf8Validator().check(text, true);
  }

  /**
   * Checks the next piece.
   *
   * @throws WsCloseException if it cannot be part of a text in UTF-8
   */
  void check(byte[] piece, boolean last) {
    ByteBuffer bytes =
        ByteBuffer.allocate(begun.length + piece.length).put(begun).put(piece).flip();
    CoderResult result;
    do {
      result = decoder.decode(bytes, discarded.clear(), last);
    } while (result.isOverflow());
    if (result.isError()) {
      throw new WsCloseException("not UTF-8", WsCloseCodes.NOT_CONSISTENT);
    }
    begun = new byte[bytes.remaining()];
    bytes.get(begun);
  }
}
