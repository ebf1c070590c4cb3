package chat.web.pages;

import chat.web.http.Gzip;
import chat.web.http.Responses;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sends scripts, styles and SVG as gzip to clients that accept it: a third of the bytes. A file is
 * compressed at its first request and cached, so that the start does not wait for it. Range
 * requests, and clients that accept no gzip, get the plain files.
 */
final class CompressedFiles implements Filter {
  private static final Map<String, Header> TYPES =
      Map.of(
          "js", type("text/javascript; charset=UTF-8"),
          "css", type("text/css; charset=UTF-8"),
          "svg", type("image/svg+xml"));

  private static final Header ENCODING =
      HeaderValues.createCached(HeaderNames.CONTENT_ENCODING, Gzip.NAME);

  private final String folder;
  private final Function<String, Optional<byte[]>> files;
  private final Map<String, byte[]> cache = new ConcurrentHashMap<>();

  /**
   * @param base the path of the files, which contains a hash of their content
   * @param files returns a file by its name
   */
  CompressedFiles(String base, Function<String, Optional<byte[]>> files) {
    this.folder = base + '/';
    this.files = files;
  }

  private static Header type(String type) {
    return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, type);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    String path = request.path().rawPath();
    if (!path.startsWith(folder)) {
      chain.proceed();
      return;
    }
    String name = path.substring(folder.length());
    Header type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) {
      chain.proceed();
      return;
    }
    response.headers().add(HeaderNames.VARY, "Accept-Encoding");
    Optional<byte[]> body = acceptsCompressed(request) ? compressed(name) : Optional.empty();
    if (body.isEmpty()) {
      chain.proceed();
      return;
    }
    response.headers().set(type);
    send(name, body.get(), request, response);
  }

  private static boolean acceptsCompressed(RoutingRequest request) {
    Method method = request.prologue().method();
    return (method.equals(Method.GET) || method.equals(Method.HEAD))
        && !request.headers().contains(HeaderNames.RANGE)
        && Gzip.isAccepted(request.headers());
  }

  private Optional<byte[]> compressed(String name) {
    byte[] cached = cache.get(name);
    if (cached != null) {
      return Optional.of(cached);
    }
    Optional<byte[]> compressed = files.apply(name).map(Gzip::compress);
    compressed.ifPresent(bytes -> cache.put(name, bytes));
    return compressed;
  }

  private void send(String name, byte[] body, RoutingRequest request, RoutingResponse response) {
    // Another tag than the plain file's, because the bytes differ. The path identifies the content.
    String tag = '"' + folder.substring(folder.lastIndexOf('/', folder.length() - 2) + 1) + name;
    tag = tag.replace('/', '-') + "-gzip\"";
    response.headers().set(HeaderNames.ETAG, tag);
    if (isNotModified(tag, request)) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.headers().set(ENCODING);
    Responses.body(request, response, body);
  }

  private static boolean isNotModified(String tag, RoutingRequest request) {
    return request.headers().values(HeaderNames.IF_NONE_MATCH).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .map(each -> each.strip().replaceFirst("^W/", ""))
        .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }
}
