package chat.web.listener;

import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.uri.UriPath;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectTransportRequest;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Refuses bodies that are too large with 413. Helidon's own limit is one for all paths, and those
 * that take files have their own.
 *
 * @param max in bytes
 * @param others the paths whose bodies are not limited here
 * @param refusal sends the 413
 */
public record BodySizeFilter(
    long max, Predicate<UriPath> others, Refusal refusal, ServerMetrics metrics) implements Filter {
  /** Sends the refusal of a body that is too large. */
  @FunctionalInterface
  public interface Refusal {
    void send(ServerRequest request, ServerResponse response);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (others.test(request.path())) {
      chain.proceed();
    } else if (request.headers().contentLength().orElse(0) > max) {
      metrics.limitHit(Limit.FORM_SIZE);
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
      refusal.send(request, response);
    } else {
      request.streamFilter(body -> new LimitedStream(body, request));
      chain.proceed();
    }
  }

  /** A body whose size is not known before its end. */
  private final class LimitedStream extends FilterInputStream {
    private final RoutingRequest request;
    private long left = max;

    LimitedStream(InputStream body, RoutingRequest request) {
      super(body);
      this.request = request;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw RequestException.builder()
            .type(EventType.BAD_REQUEST)
            .status(Status.REQUEST_ENTITY_TOO_LARGE_413)
            .request(DirectTransportRequest.create(request.prologue(), request.headers()))
            .setKeepAlive(false)
            .build();
      }
    }
  }
}
