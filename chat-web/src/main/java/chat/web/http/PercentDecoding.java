package chat.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Texts as forms and addresses have them: escapes, each for a byte, of UTF-8. Helidon puts a mark
 * in place of what is none, and a name that nobody has written would be taken; as a filter this
 * refuses such addresses.
 */
public final class PercentDecoding implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isText(request.query().rawValue())) {
      chain.proceed();
    } else {
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
    }
  }

  private static boolean isText(String written) {
    if (isPlain(written)) {
      return true;
    }
    try {
      var _ = decode(written);
      return true;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether there is nothing to decode, as in most addresses. */
  private static boolean isPlain(String written) {
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) == '%' || written.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * What is written in escapes, and in bytes as they are.
   *
   * @param written each character is a byte
   * @throws CharacterCodingException when it is no UTF-8
   * @throws IllegalArgumentException when an escape is none
   */
  static String decode(String written) throws CharacterCodingException {
    byte[] bytes = URLDecoder.decode(written, ISO_8859_1).getBytes(ISO_8859_1);
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
