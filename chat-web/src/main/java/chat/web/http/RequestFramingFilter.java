package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses requests whose end is ambiguous, and closes their connections: a proxy and this server
 * could see different requests in the same bytes, so that a body could hide a request of another
 * client (request smuggling, RFC 9112, section 11.2). It closes as well after each body whose end
 * Helidon may not have reached.
 */
public final class RequestFramingFilter implements Filter {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean last = mayEndEarly(request.headers());
    boolean ambiguous = isAmbiguous(request.headers());
    if (last || ambiguous) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
    }
    if (ambiguous) {
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
    } else {
      chain.proceed();
    }
    // Helidon announces a close and leaves the connection open.
    if (last || closes(request.headers()) || closes(response.headers())) {
      throw new CloseConnection("the connection is to be closed");
    }
  }

  private static boolean isAmbiguous(Headers headers) {
    List<String> lengths = HeaderLines.of(headers, HeaderNames.CONTENT_LENGTH);
    List<String> encodings = HeaderLines.of(headers, HeaderNames.TRANSFER_ENCODING);
    if (lengths.isEmpty() && encodings.isEmpty()) {
      return false;
    }
    return encodings.isEmpty()
        ? lengths.size() > 1 || !lengths.stream().allMatch(LENGTH.asMatchPredicate())
        : !lengths.isEmpty() || !encodings.equals(List.of("chunked"));
  }

  /**
   * Whether bytes of the body may be left when Helidon takes it as read. Its reader accepts chunk
   * sizes that other readers refuse. After {@code Expect} it takes a body that no handler reads as
   * one that the client does not send, but a client need not wait for {@code 100} (RFC 9110,
   * section 10.1.1).
   */
  private static boolean mayEndEarly(Headers headers) {
    return headers.contains(HeaderNames.TRANSFER_ENCODING)
        || (headers.contains(HeaderNames.EXPECT) && headers.contains(HeaderNames.CONTENT_LENGTH));
  }

  private static boolean closes(Headers headers) {
    return HeaderLines.contains(headers, HeaderNames.CONNECTION, "close");
  }
}
