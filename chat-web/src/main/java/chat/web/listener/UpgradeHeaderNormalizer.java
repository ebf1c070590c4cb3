package chat.web.listener;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Locale;

/**
 * Writes the value of {@code Upgrade} in lower case before Helidon looks for an upgrader.
 *
 * <p>Protocol names are compared without case (RFC 9110, section 7.8; RFC 6455, section 4.2.1), but
 * {@code Http1Connection.handle} of Helidon 4.5.0 (line 202) looks the value up in a map as it was
 * sent. A receive listener gets the headers just before that, and they are the connection's own.
 */
final class UpgradeHeaderNormalizer implements Http1ConnectionListener {
  @Override
  public void headers(ConnectionContext context, Headers headers) {
    if (headers.contains(HeaderNames.UPGRADE) && headers instanceof WritableHeaders<?> own) {
      own.set(HeaderNames.UPGRADE, headers.get(HeaderNames.UPGRADE).get().toLowerCase(Locale.ROOT));
    }
  }
}
