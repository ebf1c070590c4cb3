package chat.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;

/** Sets the security headers of each response. */
public final class SecurityHeaders implements Filter {
  static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          // Blobs: pictures that are about to be sent.
          "img-src 'self' data: blob:",
          "media-src 'self'",
          "connect-src 'self'",
          "manifest-src 'self'",
          "worker-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  private static final List<Header> HEADERS =
      List.of(
          header("Content-Security-Policy", CONTENT_SECURITY_POLICY),
          header("X-Content-Type-Options", "nosniff"),
          // With no-referrer browsers would send "Origin: null" with the server's own forms.
          header("Referrer-Policy", "same-origin"),
          header("Cross-Origin-Opener-Policy", "same-origin"),
          header("Cross-Origin-Resource-Policy", "same-origin"),
          header(
              "Permissions-Policy",
              "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"));

  private static final Header TLS_ONLY = header("Strict-Transport-Security", "max-age=31536000");

  private final boolean tls;

  /**
   * @param tls whether browsers shall use TLS from now on (HSTS)
   */
  public SecurityHeaders(boolean tls) {
    this.tls = tls;
  }

  private static Header header(String name, String value) {
    return HeaderValues.createCached(HeaderNames.create(name), value);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    setIn(response.headers());
    chain.proceed();
  }

  /** Sets them in a response that no filter sees. */
  public void setIn(WritableHeaders<?> headers) {
    HEADERS.forEach(headers::set);
    if (tls) {
      headers.set(TLS_ONLY);
    }
  }
}
