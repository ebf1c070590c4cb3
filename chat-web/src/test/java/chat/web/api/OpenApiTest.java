package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.testing.JsonText;
import chat.web.testing.OpenApiDocument;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.StreamClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestRoute;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The description of the HTTP API agrees with the routes, and with what a server answers. */
@Tag("server")
@Timeout(60)
class OpenApiTest {
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String EVIL = "Origin: https://evil.example";
  private static final String MESSAGES = "/api/rooms/{room}/messages";
  private static final String TUS = "Tus-Resumable: 1.0.0";

  private final TestServer server = TestServer.open();
  private final String ann = server.signIn("Ann");
  private final OpenApiDocument document =
      new OpenApiDocument(server.get("/api/openapi.yaml").body());

  @AfterEach
  void close() {
    server.close();
  }

  /** Whether a route is for programs, not for the pages alone. */
  private static boolean isDescribed(TestRoute route) {
    return route
        .pattern()
        .matches("/(api|chat|files|hooks|health|metrics|login|logout)\\b.*|.*/invite\\.svg");
  }

  private static String operation(TestRoute route) {
    return route.method() + ' ' + route.pattern().replace("*", "{room}");
  }

  @Test
  void everyRouteIsDescribedAndNoOther() {
    Set<String> routes =
        server.routes().stream()
            .filter(OpenApiTest::isDescribed)
            .map(OpenApiTest::operation)
            .collect(Collectors.toSet());
    assertThat(document.operations()).isEqualTo(routes);
  }

  private RawResponse check(String operation, RawResponse response) {
    document.check(operation, response);
    return response;
  }

  private RawResponse get(String pattern, String query, String... headers) {
    String path = pattern.replace("{room}", "tea") + query;
    return check("GET " + pattern, server.get(path, headers));
  }

  private RawResponse post(String pattern, String form, String... headers) {
    String path = pattern.replace("{room}", "tea");
    return check("POST " + pattern, server.post(path, form, headers));
  }

  private RawResponse request(String method, String pattern, String id, String... headers) {
    String path = pattern.replace("{room}", "tea").replaceFirst("\\{(id|file)}", id);
    return check(method + ' ' + pattern, server.request(method, path, headers));
  }

  @Test
  void answersAreAsDescribed() {
    try (TestClient client = server.connectAs(ann, "/chat/tea");
        TestClient bob = server.connect("Bob", "/chat/tea")) {
      client.receiveType("history");
      bob.receiveType("history");
      bob.say("1", "@Ann **hello**");
      client.receiveType("said");
      client.sendJson("{'type':'react','id':'2','of':1,'emoji':'👍','on':true}");
      client.receiveType("reacted");
      signIn();
      say();
      read();
      files();
      owner();
      programs();
      server();
    }
    assertThat(document.checkedOperations()).isEqualTo(document.operations());
    // The body of a request, which no response has.
    assertThat(document.unusedSchemas()).isEqualTo(Set.of("Say"));
  }

  private void signIn() {
    post("/login", "nickname=Zoe");
    post("/login", "nickname=");
    post("/login", "nickname=Ann");
    get("/login", "?nickname=Zack");
    post("/logout", "");
    post("/logout", "", EVIL);
    post("/api/me/device", "room=tea", ann);
    post("/api/me/device", "");
    get("/chat", "", ann);
    get("/chat", "");
    get("/chat/{room}", "", ann, EVIL);
  }

  private void say() {
    post(MESSAGES, "text=hi&", ann, "Idempotency-Key: k");
    post(MESSAGES, "text=hi", ann, "Idempotency-Key: k");
    post(MESSAGES, "", ann);
    post(MESSAGES, "text=hi");
    post(MESSAGES, "text=hi", ann, EVIL);
    post(MESSAGES, "text=" + "x".repeat(5_000), ann);
    post("/api/preview", "text=**a**", ann);
    post("/api/preview", "text=a");
    check("POST " + MESSAGES, server.post("/api/rooms/a.b/messages", "text=hi", ann));
  }

  private void read() {
    get(MESSAGES, "?limit=5", ann);
    get(MESSAGES, "?before=x", ann);
    get(MESSAGES, "");
    get("/api/rooms/{room}/search", "?q=hello", ann);
    get("/api/rooms/{room}/search", "", ann);
    get("/api/rooms/{room}/members", "", ann);
    get("/api/rooms", "?of=tea", ann);
    get("/api/me/rooms", "", ann);
    get("/api/me/messages", "", ann);
    get("/api/me/messages", "");
    get("/api/me/connection", "", ann);
    get("/api/me/connection", "");
    get("/api/find", "?q=tea", ann);
    get("/api/find", "?q=hello", ann);
    Await.until(
        "the mention is kept", () -> get("/api/mentions", "", ann).body().contains("\"message\""));
    check("PUT /api/rooms/{room}/read", server.put("/api/rooms/tea/read", "x", ann));
    request("DELETE", "/api/me/rooms/{room}", "", ann);
    get("/rooms/{room}/invite.svg", "", ann);
    get("/api/rooms/{room}/stream", "");
    get("/api/rooms/{room}/stream", "", "Last-Event-ID: x.1");
    try (StreamClient stream = StreamClient.open(server, "/api/rooms/tea/stream", ann)) {
      check("GET /api/rooms/{room}/stream", stream.head());
    }
  }

  private void files() {
    String path = "/api/rooms/{room}/files";
    String id;
    try (RawClient client = server.rawClient()) {
      String head = "POST /api/rooms/tea/files?name=a.txt HTTP/1.1\r\nHost: localhost\r\n";
      RawResponse sent = client.send(head + ann + "\r\nContent-Length: 5\r\n\r\nhello").response();
      id = (String) JsonText.read(check("POST " + path, sent).body()).get("id");
    }
    post(path, "");
    request("OPTIONS", path, "", ann);
    request("GET", "/files/{file}", id, ann);
    request("GET", "/files/{file}", id);
    request("GET", "/files/{file}", "A".repeat(22), ann);
    request("GET", "/files/{file}/thumbnail", id, ann);
    request("GET", path + "/{file}", id, ann);
    request("PATCH", path + "/{file}", id, ann, TUS);
    request("DELETE", path + "/{file}", "A".repeat(22), ann, TUS);
  }

  private void owner() {
    check("POST /api/owner/{action}", server.post("/api/owner/mute", "", OWNER));
    check("POST /api/owner/{action}", server.post("/api/owner/kick", "member=x", OWNER));
    check("POST /api/owner/{action}", server.post("/api/owner/slow", "room=a&for=1s", OWNER));
    check("POST /api/owner/{action}", server.post("/api/owner/close", "room=b&for=1h", OWNER));
    get("/api/owner", "", OWNER);
    get("/api/owner", "");
    for (String format : List.of("", "?format=html", "?format=text", "?format=pdf")) {
      get("/api/owner/rooms/{room}/export", format, OWNER);
    }
    get("/api/owner/rooms/{room}/export", "");
  }

  private void programs() {
    Map<String, Object> bot = JsonText.read(post("/api/owner/bots", "name=Robin", OWNER).body());
    post("/api/owner/bots", "name=Robin", OWNER);
    post("/api/owner/bots", "name=", OWNER);
    get("/api/owner/bots", "", OWNER);
    get(MESSAGES, "", "Authorization: Bearer " + bot.get("token"));
    request("DELETE", "/api/owner/bots/{id}", (String) bot.get("id"), OWNER);
    request("DELETE", "/api/owner/bots/{id}", "x", OWNER);
    Map<String, Object> hook =
        JsonText.read(post("/api/owner/hooks", "name=Alerts&room=tea", OWNER).body());
    get("/api/owner/hooks", "", OWNER);
    String address = (String) hook.get("url");
    String path = address.substring(address.indexOf("/hooks/"));
    check("POST /hooks/{token}", server.post(path, "payload={\"text\":\"a\"}"));
    check("POST /hooks/{token}", server.post(path, "payload=x"));
    request("DELETE", "/api/owner/hooks/{id}", (String) hook.get("id"), OWNER);
    check("POST /hooks/{token}", server.post(path, "payload={\"text\":\"a\"}"));
  }

  private void server() {
    get("/api/openapi.yaml", "");
    get("/health", "");
    get("/health/live", "");
    get("/metrics", "", OWNER);
  }
}
