package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.web.ChatServer;
import chat.web.ServerInternals;
import chat.web.config.AccessLimits;
import chat.web.config.FileLimits;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.ProgramSettings;
import chat.web.config.SearchLimits;
import chat.web.config.WebSettings;
import chat.web.testing.JdkWebSocketClient;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.testing.junit5.ServerTest;
import io.helidon.webserver.testing.junit5.SetUpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol as clients see it, on a server that is set up as in production. */
@ServerTest
class WireContractTest {
  private static final AtomicInteger FAYS = new AtomicInteger();

  private final HttpClient browser = HttpClient.newHttpClient();
  private final URI server;

  WireContractTest(URI server) {
    this.server = server;
  }

  @SetUpServer
  static void setUp(WebServerConfig.Builder builder) {
    var settings =
        new WebSettings(
            new ListenerSettings.Builder().build(),
            new MemberSettings.Builder()
                .leaveGrace(Duration.ZERO)
                .nicknameHold(Duration.ZERO)
                .build(),
            new MessageLimits.Builder().perSecond(Optional.empty()).build(),
            SearchLimits.DEFAULTS,
            new AccessLimits.Builder().connectionsPerAddress(OptionalInt.empty()).build(),
            FileLimits.DEFAULTS,
            ProgramSettings.DEFAULTS,
            HttpLimits.DEFAULTS);
    ServerInternals.setUp(
        new ChatServer(
            settings, new MemoryTranscripts(InstantSource.system()), List.of(new byte[32])),
        builder);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> signIn(String nickname, String room)
      throws IOException, InterruptedException {
    String form = "nickname=" + encoded(nickname) + "&room=" + encoded(room);
    return browser.send(
        HttpRequest.newBuilder(server.resolve("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept-Language", "en")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String cookie(String nickname) throws Exception {
    String set = signIn(nickname, "").headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  @Test
  void signInPageIsInChineseOrEnglish() throws Exception {
    assertThat(get("/").body()).contains("昵称", "登录");
    assertThat(get("/", "Accept-Language", "en-GB").body()).contains("Nickname", "Sign in");
  }

  @Test
  void signingInSetsTheCookieAndLeadsToTheRoom() throws Exception {
    HttpResponse<String> response = signIn("Wanda", "My-Room");
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).contains("/rooms/my-room");
    assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("chat=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure");
  }

  @Test
  void aPlainLinkSignsIn() throws Exception {
    HttpResponse<String> response = get("/login?nickname=Linus");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("data-room=\"lobby\"", "data-name=\"Linus\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400",
    "'a:b', 400",
    "'a\u202Eb', 400",
    "'a\u0007b', 400",
    "'127.0.0.1', 400",
    "'aaaaaaaaaaaaaaaaaaaaaaaaa', 400"
  })
  void aBadNicknameGetsThePageAgainWithTheReason(String nickname, int status) throws Exception {
    HttpResponse<String> response = signIn(nickname, "here");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("value=\"here\"", "role=\"alert\"");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aTakenNicknameIsAConflict() throws Exception {
    assertThat(signIn("Tanja", "").statusCode()).isEqualTo(303);
    assertThat(signIn("tANJA", "").statusCode()).isEqualTo(409);
  }

  @Test
  void aRoomAsksForASignInFirst() throws Exception {
    HttpResponse<String> response = get("/rooms/%E5%A4%A7%E5%8E%85");
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).contains("/?room=%E5%A4%A7%E5%8E%85");
  }

  @Test
  void refusalsAreCheckedInTheDocumentedOrder() throws Exception {
    String cookie = cookie("Doris");
    assertThat(get("/chat/a%20b", "Origin", "null").statusCode()).isEqualTo(404);
    assertThat(get("/chat", "Origin", "null").statusCode()).isEqualTo(403);
    assertThat(get("/chat", "Origin", "https://elsewhere.example").statusCode()).isEqualTo(403);
    assertThat(get("/chat").statusCode()).isEqualTo(401);
    char last = cookie.charAt(cookie.length() - 1);
    String forged = cookie.substring(0, cookie.length() - 1) + (last == 'A' ? 'B' : 'A');
    assertThat(get("/chat", "Cookie", forged).statusCode()).isEqualTo(401);
    HttpResponse<String> passed = get("/chat", "Cookie", cookie);
    assertThat(passed.statusCode()).isEqualTo(426);
    assertThat(passed.body().lines()).hasSize(1);
  }

  @Test
  void allResponsesHaveSecurityHeaders() throws Exception {
    for (String path : List.of("/", "/chat", "/nothing", "/health")) {
      assertThat(get(path).headers().firstValue("Content-Security-Policy").orElseThrow())
          .as(path)
          .startsWith("default-src 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void staticFilesAreImmutableAndOtherFilesAreNotServed() throws Exception {
    String page = get("/").body();
    String style = page.replaceFirst("(?s).*?\"(/static/[^\"]+\\.css)\".*", "$1");
    HttpResponse<String> response = get(style);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    String base = style.substring(0, style.lastIndexOf('/'));
    assertThat(get(base + "/..%2f..%2fchat/web/pages/Pages.class").statusCode()).isEqualTo(404);
    assertThat(get("/static/0000/room.css").statusCode()).isEqualTo(404);
  }

  @Test
  void plainDialectHasExactlyTheseLines() throws Exception {
    JdkWebSocketClient ann = JdkWebSocketClient.connect(server, "/chat/plain", cookie("Ann"));
    assertThat(ann.receive()).isEqualTo("【Ann】进入了聊天室");
    JdkWebSocketClient ben = JdkWebSocketClient.connect(server, "/chat/plain", cookie("Ben"));
    assertThat(ben.receive()).isEqualTo("【Ben】进入了聊天室");
    assertThat(ann.receive()).isEqualTo("【Ben】进入了聊天室");
    ann.send("<b>你好</b> : x");
    assertThat(ann.receive()).isEqualTo("Ann:<b>你好</b> : x");
    assertThat(ben.receive()).isEqualTo("Ann:<b>你好</b> : x");
    ben.send(" ");
    assertThat(ben.receive()).startsWith("! ");
    ben.socket().sendClose(1000, "").join();
    assertThat(ann.receive()).isEqualTo("【Ben】离开了聊天室~");
  }

  @Test
  void chatV1WelcomesAndAnswersEachFrameOnce() throws Exception {
    JdkWebSocketClient eva =
        JdkWebSocketClient.connect(server, "/chat/V1", cookie("Eva"), "chat.v1");
    assertThat(eva.receive())
        .startsWith("{\"type\":\"welcome\",\"room\":\"v1\",\"you\":{\"id\":\"")
        .contains("\"name\":\"Eva\"", ".0\"", "\"resumed\":false", "\"count\":1", "\"limits\":{");
    assertThat(eva.receive()).isEqualTo("{\"type\":\"history\",\"messages\":[],\"more\":false}");
    eva.send("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"hi\",\"extra\":[1]}");
    assertThat(eva.receiveType("ack")).isEqualTo("{\"type\":\"ack\",\"id\":\"m1\",\"seq\":1}");
    eva.send("{\"type\":\"say\",\"id\":\"m1\",\"text\":\"hi\"}");
    assertThat(eva.receiveType("ack")).isEqualTo("{\"type\":\"ack\",\"id\":\"m1\",\"seq\":1}");
    eva.send("{\"type\":\"edit\",\"id\":\"m2\",\"of\":1,\"text\":\"ho\"}");
    assertThat(eva.receiveType("edited")).contains("\"seq\":2", "\"of\":1", "\"text\":\"ho\"");
    eva.send("{\"type\":\"react\",\"id\":\"m3\",\"of\":1,\"emoji\":\"👍\",\"on\":true}");
    assertThat(eva.receiveType("reacted")).contains("\"seq\":3", "\"emoji\":\"👍\"", "\"on\":true");
    eva.send("{\"type\":\"delete\",\"id\":\"m4\",\"of\":1}");
    assertThat(eva.receiveType("deleted")).contains("\"seq\":4", "\"of\":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"say\",\"id\":\"a\",\"text\":\"  \"} | empty",
        "{\"type\":\"say\",\"id\":\"a\",\"text\":\"\\u0007\"} | bad-frame",
        "{\"type\":\"say\",\"id\":\"a\",\"text\":\"\\ud800\"} | bad-frame",
        "{\"type\":\"say\",\"id\":\"a\",\"text\":7} | bad-frame",
        "{\"type\":\"say\",\"id\":\"a\",\"id\":\"b\",\"text\":\"x\"} | bad-frame",
        "{\"type\":\"say\",\"id\":\"a\" | bad-frame",
        "[] | bad-frame",
        "{\"type\":\"shout\",\"id\":\"a\"} | unknown-type",
        "{\"type\":\"edit\",\"id\":\"a\",\"of\":99,\"text\":\"x\"} | no-such-message"
      })
  void anInvalidFrameIsRefusedAndTheConnectionGoesOn(String frame, String code) throws Exception {
    // Each row has a nickname of its own, because that of the row before is released a moment after
    // its close.
    String name = "Fay " + FAYS.incrementAndGet();
    JdkWebSocketClient fay =
        JdkWebSocketClient.connect(server, "/chat/refusing", cookie(name), "chat.v1");
    fay.send(frame);
    assertThat(fay.receiveType("refused")).contains("\"code\":\"" + code + "\"");
    fay.send("{\"type\":\"say\",\"id\":\"" + System.nanoTime() + "\",\"text\":\"on\"}");
    assertThat(fay.receiveType("said")).contains("\"text\":\"on\"");
    fay.socket().sendClose(1000, "").join();
    assertThat(fay.receive(text -> text.startsWith("closed"))).isEqualTo("closed 1000");
  }

  @Test
  void aClientThatReconnectsReceivesWhatItMissedAndNothingTwice() throws Exception {
    String cookie = cookie("Gil");
    JdkWebSocketClient gil = JdkWebSocketClient.connect(server, "/chat/back", cookie, "chat.v1");
    String welcome = gil.receiveType("welcome");
    String epoch = welcome.replaceFirst(".*\"cursor\":\"([^.]+)\\..*", "$1");
    for (int i = 1; i <= 3; i++) {
      gil.send("{\"type\":\"say\",\"id\":\"g" + i + "\",\"text\":\"" + i + "\"}");
      assertThat(gil.receiveType("ack")).contains("\"seq\":" + i);
    }
    JdkWebSocketClient again =
        JdkWebSocketClient.connect(server, "/chat/back?after=" + epoch + ".1", cookie, "chat.v1");
    assertThat(again.receive()).contains("\"resumed\":true", "\"cursor\":\"" + epoch + ".3\"");
    assertThat(again.receive()).contains("\"seq\":2");
    assertThat(again.receive()).contains("\"seq\":3");
    JdkWebSocketClient lost =
        JdkWebSocketClient.connect(server, "/chat/back?after=" + epoch + ".9", cookie, "chat.v1");
    assertThat(lost.receive()).contains("\"resumed\":false");
    assertThat(lost.receive()).startsWith("{\"type\":\"history\"").contains("\"seq\":1");
  }

  @Test
  void protocolViolationIsClosedWithItsCode() throws Exception {
    JdkWebSocketClient binary = JdkWebSocketClient.connect(server, "/chat/abuse", cookie("Hal"));
    binary.socket().sendBinary(ByteBuffer.wrap(new byte[3]), true).join();
    assertThat(binary.receive(text -> text.startsWith("closed"))).isEqualTo("closed 1003");
    JdkWebSocketClient large = JdkWebSocketClient.connect(server, "/chat/abuse", cookie("Ida"));
    large.send("x".repeat(64 * 1024 + 1));
    assertThat(large.receive(text -> text.startsWith("closed"))).isEqualTo("closed 1009");
  }
}
