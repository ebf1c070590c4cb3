package chat.web.listener;

import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
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
      refuse(request, response);
    } else {
      request.streamFilter(LimitedStream::new);
      chain.proceed();
    }
  }

  /** Refuses a body, and closes the connection, because the rest of the body is not read. */
  public void refuse(ServerRequest request, ServerResponse response) {
    metrics.limitHit(Limit.FORM_SIZE);
    response.headers().set(HeaderValues.CONNECTION_CLOSE);
    refusal.send(request, response);
  }

  /** Ends the reading of a body that is too large. It has no stack trace. */
  public static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private TooLargeException() {
      super("the body is too large", null, false, false);
    }
  }

  /** A body whose size is not known before its end. */
  private final class LimitedStream extends FilterInputStream {
    private long left = max;

    LimitedStream(InputStream body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = readChunk(bytes, offset, length);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new TooLargeException();
      }
      return count;
    }

    /** Helidon has a limit of its own for one chunk, with a refusal of its own. */
    private int readChunk(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (RequestException e) {
        throw e.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413) ? new TooLargeException() : e;
      }
    }
  }
}
