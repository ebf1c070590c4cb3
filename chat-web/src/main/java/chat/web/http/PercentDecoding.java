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
 * Percent-decodes UTF-8. As a filter it refuses queries that are not UTF-8, because Helidon would
 * put replacement characters into a name.
 */
public final class PercentDecoding implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isUtf8(request.query().rawValue())) {
      chain.proceed();
    } else {
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
    }
  }

  /**
   * Whether percent-escapes and raw bytes are UTF-8.
   *
   * @param encoded each character is a byte
   */
  public static boolean isUtf8(String encoded) {
    if (isPlain(encoded)) {
      return true;
    }
    try {
      var _ = decode(encoded);
      return true;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether there is nothing to decode, as in most queries. */
  private static boolean isPlain(String encoded) {
    for (int i = 0; i < encoded.length(); i++) {
      if (encoded.charAt(i) == '%' || encoded.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /**
   * Decodes percent-escapes and raw bytes.
   *
   * @param encoded each character is a byte
   * @throws CharacterCodingException when the bytes are not UTF-8
   * @throws IllegalArgumentException when an escape is malformed
   */
  static String decode(String encoded) throws CharacterCodingException {
    byte[] bytes = URLDecoder.decode(encoded, ISO_8859_1).getBytes(ISO_8859_1);
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
