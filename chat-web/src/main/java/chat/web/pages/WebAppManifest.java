package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.http.Endpoint;
import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.i18n.Messages;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * What makes the room an app that can be installed: its manifest, and the worker that opens it
 * offline. A worker rules over the addresses below its own, so it stands at the root, and is asked
 * for anew each time: a browser that kept it would keep an old page with it.
 */
public final class WebAppManifest implements Endpoint {
  private static final String WORKER = "worker.js";

  /** What the room's page needs offline, where no other page is opened. */
  private static final String KEPT = "icon.svg room.css room.js";

  private final String base;

  /**
   * @param staticBase where script, style and icons are
   */
  public WebAppManifest(String staticBase) {
    base = staticBase;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/manifest.webmanifest", this::manifest), Route.get('/' + WORKER, this::worker));
  }

  private void manifest(ServerRequest request, ServerResponse response) {
    Preferences like = Responses.preferences(request);
    byte[] manifest = Json.object(json -> manifest(json, Messages.of(like.locale())));
    send(request, response, "application/manifest+json", manifest);
  }

  private void manifest(JsonGenerator json, Messages phrases) throws IOException {
    json.writeStringField("id", "/");
    json.writeStringField("name", phrases.get("app.name"));
    json.writeStringField("short_name", phrases.get("app.name"));
    json.writeStringField("description", phrases.get("app.description"));
    json.writeStringField("lang", phrases.tag());
    json.writeStringField("start_url", "/rooms/lobby");
    json.writeStringField("scope", "/");
    json.writeStringField("display", "standalone");
    json.writeStringField("background_color", "#faf9f7");
    json.writeStringField("theme_color", "#faf9f7");
    json.writeArrayFieldStart("icons");
    icon(json, "192", "any");
    icon(json, "512", "any");
    icon(json, "512", "maskable");
    json.writeEndArray();
  }

  private void icon(JsonGenerator json, String size, String purpose) throws IOException {
    String shape = purpose.equals("any") ? "" : '-' + purpose;
    json.writeStartObject();
    json.writeStringField("src", base + "/icon-" + size + shape + ".png");
    json.writeStringField("sizes", size + 'x' + size);
    json.writeStringField("type", "image/png");
    json.writeStringField("purpose", purpose);
    json.writeEndObject();
  }

  /** The script of the worker, with the address and the names of what it has to keep before it. */
  private void worker(ServerRequest request, ServerResponse response) {
    var script = new ByteArrayOutputStream();
    script.writeBytes(
        "const BASE = '%s';\nconst FILES = '%s'.split(' ');\n"
            .formatted(base, KEPT)
            .getBytes(UTF_8));
    script.writeBytes(StaticFiles.find(WORKER).orElseThrow());
    send(request, response, "text/javascript; charset=UTF-8", script.toByteArray());
  }

  private static void send(
      ServerRequest request, ServerResponse response, String type, byte[] body) {
    response.headers().set(HeaderNames.CONTENT_TYPE, type);
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-cache");
    response.headers().set(HeaderNames.VARY, "Accept-Language, Cookie");
    Responses.body(request, response, body);
  }
}
