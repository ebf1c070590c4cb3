package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.cluster.StoreUnavailableException;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.name.RoomName;
import chat.web.http.Endpoint;
import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.i18n.Messages;
import chat.web.identity.Identity;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The web app manifest, which makes the page installable, and the service worker, which opens it
 * offline. A service worker controls the paths below its own, so its path is at the root. Browsers
 * do not cache it, because an old worker would keep an old page.
 */
public final class WebAppManifest implements Endpoint {
  private static final String WORKER = "worker.js";
  private static final String HOME = "/rooms/lobby";

  /** The files that the room's page needs offline. */
  private static final String OFFLINE_FILES =
      "icon.svg room.css room.js shared.js lazy.css lazy.js upload.js viewer.js";

  /** 4 shortcuts, because systems show no more. */
  private static final int MAX_SHORTCUTS = 4;

  private final String staticBase;
  private final Identity identity;
  private final Supplier<MemberStore> members;

  /**
   * @param staticBase the path of the scripts, styles and icons
   * @param members gives the store, once it is open
   */
  public WebAppManifest(String staticBase, Identity identity, Supplier<MemberStore> members) {
    this.staticBase = staticBase;
    this.identity = identity;
    this.members = members;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/manifest.webmanifest", this::manifest),
        Route.get('/' + WORKER, this::worker),
        // What other apps share; the service worker answers it, and without one it is lost.
        Route.post("/share", (_, response) -> Responses.seeOther(response, HOME)));
  }

  private void manifest(ServerRequest request, ServerResponse response) {
    Preferences preferences = Responses.preferences(request);
    List<RoomName> rooms = latestRooms(request);
    byte[] manifest =
        Json.object(json -> {
          manifest(json, Messages.of(preferences.locale()));
          shortcuts(json, rooms);
        });
    send(request, response, "application/manifest+json", manifest);
  }

  private void manifest(JsonGenerator json, Messages messages) throws IOException {
    json.writeStringField("id", "/");
    json.writeStringField("name", messages.get("app.name"));
    json.writeStringField("short_name", messages.get("app.name"));
    json.writeStringField("description", messages.get("app.description"));
    json.writeStringField("lang", messages.languageTag());
    json.writeStringField("start_url", HOME);
    json.writeStringField("scope", "/");
    json.writeStringField("display", "standalone");
    json.writeStringField("background_color", "#faf9f7");
    json.writeStringField("theme_color", "#faf9f7");
    json.writeArrayFieldStart("icons");
    icon(json, "192", "any");
    icon(json, "512", "any");
    icon(json, "512", "maskable");
    json.writeEndArray();
    shareTarget(json);
  }

  /** The rooms where the member was last, for the menu of the installed icon. */
  private List<RoomName> latestRooms(ServerRequest request) {
    try {
      return identity.member(request.headers()).stream()
          .flatMap(member -> members.get().rooms(member.id()).stream())
          .map(OpenedRoom::room)
          .limit(MAX_SHORTCUTS)
          .toList();
    } catch (StoreUnavailableException e) {
      return List.of();
    }
  }

  private static void shortcuts(JsonGenerator json, List<RoomName> rooms) throws IOException {
    json.writeArrayFieldStart("shortcuts");
    for (RoomName room : rooms) {
      json.writeStartObject();
      json.writeStringField("name", room.value());
      json.writeStringField("url", "/rooms/" + Responses.encoded(room.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** What other apps can share with the page: texts, addresses and files of any kind. */
  private static void shareTarget(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("share_target");
    json.writeStringField("action", "/share");
    json.writeStringField("method", "POST");
    json.writeStringField("enctype", "multipart/form-data");
    json.writeObjectFieldStart("params");
    for (String field : List.of("title", "text", "url")) {
      json.writeStringField(field, field);
    }
    json.writeArrayFieldStart("files");
    json.writeStartObject();
    json.writeStringField("name", "files");
    json.writeArrayFieldStart("accept");
    json.writeString("*/*");
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void icon(JsonGenerator json, String size, String purpose) throws IOException {
    String shape = purpose.equals("any") ? "" : '-' + purpose;
    json.writeStartObject();
    json.writeStringField("src", staticBase + "/icon-" + size + shape + ".png");
    json.writeStringField("sizes", size + 'x' + size);
    json.writeStringField("type", "image/png");
    json.writeStringField("purpose", purpose);
    json.writeEndObject();
  }

  /** The worker's script, after the path and the names of the files that it stores. */
  private void worker(ServerRequest request, ServerResponse response) {
    var script = new ByteArrayOutputStream();
    script.writeBytes(
        "const BASE = '%s';\nconst FILES = '%s'.split(' ');\n"
            .formatted(staticBase, OFFLINE_FILES)
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
