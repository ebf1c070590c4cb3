package chat.web.listener;

import chat.web.client.ForwardedHeaders;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.uri.UriValidator;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes the headers of each request those of an HTTP/1.1 request in origin-form, before Helidon
 * looks for an upgrader and routes the request. The request line is rewritten before, by {@link
 * RequestLineReader}. Helidon calls a receive listener between the two, with the connection's own
 * headers.
 *
 * <ul>
 *   <li>A header without a name is refused.
 *   <li>{@code Range} is ignored (RFC 9110, section 14.2) but below {@code /files/}, unless Helidon
 *       takes it right: it answers 500 to numbers that are too large, and does not know {@code
 *       If-Range}.
 *   <li>{@code Host}: the authority of a target in absolute-form replaces it (RFC 9112, section
 *       3.2.2). HTTP/1.1 has exactly one and it is valid (section 3.2); HTTP/1.0 may have none.
 *   <li>HTTP/1.0: {@code Transfer-Encoding} is refused (RFC 9112, section 6.1), {@code Upgrade} and
 *       {@code Expect} are ignored (RFC 9110, sections 7.8 and 10.1.1), and the connection is
 *       closed after the response.
 *   <li>{@code Upgrade}: in lower case, because names of protocols are compared without case (RFC
 *       9110, section 7.8), but {@code Http1Connection.handle} of Helidon 4.5.0 (line 202) looks
 *       the value up in a map as it was sent.
 * </ul>
 */
final class RequestNormalizer implements Http1ConnectionListener {
  private static final int MAX_PORT_DIGITS = 5;

  /** Their handler takes any range right. */
  private static final String FILES = "/files/";

  private static final Pattern RANGE = Pattern.compile("bytes=[0-9]{0,9}-[0-9]{0,9}");

  /** Of a line that begins with a colon. */
  private static final HeaderName NAMELESS = HeaderNames.create("");

  /** In place of the request's own line, for the handler of the refusal, which reads no line. */
  private static final HttpPrologue ANY_LINE =
      HttpPrologue.create("HTTP/1.1", "HTTP", "1.1", Method.GET, "/", false);

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    if (context instanceof RequestContext own) {
      own.dataReader().setTakesRanges(prologue.uriPath().rawPath().startsWith(FILES));
    }
  }

  @Override
  public void headers(ConnectionContext context, Headers received) {
    if (context instanceof RequestContext own && received instanceof WritableHeaders<?> headers) {
      RequestLine line = own.dataReader().line();
      if (!own.dataReader().takesRanges() && !hasUsualRange(headers)) {
        headers.remove(HeaderNames.RANGE);
      }
      normalize(line, headers, context);
      // After a chunked body the connection is closed.
      own.dataReader().headersRead(headers.contains(HeaderNames.TRANSFER_ENCODING));
    }
  }

  private static void normalize(
      RequestLine line, WritableHeaders<?> headers, ConnectionContext context) {
    if (line.refusal().isPresent()) {
      throw refusal(line.refusal().get(), headers);
    }
    if (headers.contains(NAMELESS)) {
      throw badRequest(headers);
    }
    if (line.http10()) {
      downgrade(headers, context);
    }
    List<String> hosts = headers.all(HeaderNames.HOST, List::of);
    if (hosts.size() != 1 || !isAuthority(hosts.getFirst())) {
      throw badRequest(headers);
    }
    if (!line.authority().isEmpty()) {
      if (!isAuthority(line.authority())) {
        throw badRequest(headers);
      }
      headers.set(HeaderNames.HOST, line.authority());
    }
    if (headers.contains(HeaderNames.UPGRADE)) {
      headers.set(
          HeaderNames.UPGRADE, headers.get(HeaderNames.UPGRADE).get().toLowerCase(Locale.ROOT));
    }
  }

  private static boolean hasUsualRange(Headers headers) {
    return headers.contains(HeaderNames.RANGE)
        && !headers.contains(HeaderNames.IF_RANGE)
        && RANGE.matcher(headers.get(HeaderNames.RANGE).get()).matches();
  }

  private static void downgrade(WritableHeaders<?> headers, ConnectionContext context) {
    if (headers.contains(HeaderNames.TRANSFER_ENCODING)) {
      throw badRequest(headers);
    }
    headers.remove(HeaderNames.UPGRADE);
    headers.remove(HeaderNames.EXPECT);
    headers.set(HeaderValues.CONNECTION_CLOSE);
    if (!headers.contains(HeaderNames.HOST)) {
      headers.set(HeaderNames.HOST, authority(context.localPeer()));
    }
  }

  private static String authority(PeerInfo peer) {
    String address =
        ForwardedHeaders.bareAddress(
            ((InetSocketAddress) peer.address()).getAddress().getHostAddress());
    String host = address.indexOf(':') < 0 ? address : '[' + address + ']';
    return host + ':' + peer.port();
  }

  /** Whether a text is a host with an optional port, without user information. */
  private static boolean isAuthority(String text) {
    int colon = text.indexOf(':', text.lastIndexOf(']') + 1);
    String host = colon < 0 ? text : text.substring(0, colon);
    try {
      if (host.startsWith("[")) {
        UriValidator.validateIpLiteral(host);
      } else {
        UriValidator.validateNonIpLiteral(host);
      }
    } catch (IllegalArgumentException e) {
      return false;
    }
    return !host.isEmpty() && (colon < 0 || isPort(text.substring(colon + 1)));
  }

  private static boolean isPort(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_PORT_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static RequestException badRequest(Headers headers) {
    return refusal(Status.BAD_REQUEST_400, headers);
  }

  private static RequestException refusal(Status status, Headers headers) {
    return RequestException.builder()
        .type(EventType.BAD_REQUEST)
        .status(status)
        .request(DirectTransportRequest.create(ANY_LINE, headers))
        .setKeepAlive(false)
        .build();
  }
}
