package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Optional;

/** The token of {@code Authorization: Bearer TOKEN} (RFC 6750, section 2.1). */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /** The token of a request, if it has one. */
  public static Optional<String> of(Headers headers) {
    return headers
        .first(HeaderNames.AUTHORIZATION)
        // The name of a scheme is compared without case (RFC 9110, section 11.1).
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()).strip());
  }
}
