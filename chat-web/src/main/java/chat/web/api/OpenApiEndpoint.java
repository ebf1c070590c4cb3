package chat.web.api;

import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The description of the HTTP API in OpenAPI 3.1: {@code GET /api/openapi.yaml}. */
public final class OpenApiEndpoint implements Endpoint {
  private static final String FILE = "openapi.yaml";

  /** Answers anybody. */
  public OpenApiEndpoint() {}

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/openapi.yaml", OpenApiEndpoint::send));
  }

  private static void send(ServerRequest request, ServerResponse response) {
    response.headers().set(HeaderNames.CONTENT_TYPE, "application/yaml");
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-cache");
    Responses.body(request, response, read());
  }

  private static byte[] read() {
    try (InputStream file = OpenApiEndpoint.class.getResourceAsStream(FILE)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
