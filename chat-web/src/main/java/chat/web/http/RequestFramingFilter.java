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
 * Where a request ends has to be beyond doubt: else a proxy and we could see different requests in
 * the same bytes, and what somebody hides in a body would be another one's request (RFC 9112,
 * section 11.2). So whatever is doubtful is refused, and its connection ends.
 */
public final class RequestFramingFilter implements Filter {
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (isDoubtful(request.headers())) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
    } else {
      chain.proceed();
    }
    // Helidon says that it closes, and leaves the connection open until its time is over. Its
    // reader takes chunks whose size is written in ways that another would not: so nothing comes
    // behind one.
    if (isChunked(request.headers()) || closes(request.headers()) || closes(response.headers())) {
      throw new CloseConnection("as one of the two said");
    }
  }

  private static boolean isDoubtful(Headers headers) {
    List<String> lengths = HeaderLines.of(headers, HeaderNames.CONTENT_LENGTH);
    List<String> encodings = HeaderLines.of(headers, HeaderNames.TRANSFER_ENCODING);
    if (lengths.isEmpty() && encodings.isEmpty()) {
      return false;
    }
    return encodings.isEmpty()
        ? lengths.size() > 1 || !lengths.stream().allMatch(LENGTH.asMatchPredicate())
        : !lengths.isEmpty() || !encodings.equals(List.of("chunked"));
  }

  private static boolean isChunked(Headers headers) {
    return headers.contains(HeaderNames.TRANSFER_ENCODING);
  }

  private static boolean closes(Headers headers) {
    return HeaderLines.contains(headers, HeaderNames.CONNECTION, "close");
  }
}
