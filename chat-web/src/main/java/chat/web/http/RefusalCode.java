package chat.web.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * The header {@code Chat-Why} with a stable code, on every refusal of the server's own. A client
 * knows by it that this server has refused, not a proxy in front of it.
 */
public final class RefusalCode implements Filter {
  private static final HeaderName NAME = HeaderNames.create("Chat-Why");
  private static final int FIRST_ERROR = 400;

  /** Adds the code of the status to each refusal that has no code of its own. */
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    response.beforeSend(() -> addTo(response.headers(), response.status()));
    chain.proceed();
  }

  /** Adds the code of a status, where it is a refusal that has no code of its own. */
  public static void addTo(WritableHeaders<?> headers, Status status) {
    if (status.code() >= FIRST_ERROR && !headers.contains(NAME)) {
      headers.set(of(status));
    }
  }

  /** The header with a code. */
  public static Header of(String code) {
    return HeaderValues.create(NAME, code);
  }

  /**
   * The header of a refusal.
   *
   * @param reason a stable word, or the status code
   */
  public static Header of(Status status, String reason) {
    return reason.equals(status.codeText()) ? of(status) : of(reason);
  }

  private static Header of(Status status) {
    return of(
        switch (status.code()) {
          case 400 -> "bad-request";
          case 401 -> "sign-in";
          case 403 -> "origin";
          case 404 -> "not-found";
          case 405 -> "method";
          case 409 -> "name";
          case 410 -> "gone";
          case 412 -> "tus-version";
          case 413, 414, 431 -> "too-large";
          case 416 -> "range";
          case 426 -> "upgrade";
          case 429 -> "too-fast";
          case 501 -> "unsupported";
          case 503 -> "unavailable";
          default -> "error";
        });
  }
}
