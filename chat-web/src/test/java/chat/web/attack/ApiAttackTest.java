package chat.web.attack;

import static chat.web.attack.AttackCase.answered;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests to the HTTP API whose parameters are malformed or too large. */
class ApiAttackTest extends AttackTestBase {
  private static final String BAD_ESCAPES = "%,%4,%zz,%u0041,%E5%A4%,%C0%AF,%ED%A0%80,%FF%FE";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @ParameterizedTest
  @MethodSource({"searches", "members", "summaries", "invitations", "previews"})
  void malformedParametersAreRefused(AttackCase attack) {
    run(attack);
  }

  @ParameterizedTest
  @MethodSource({"languages", "preferences"})
  void nothingIsInjectedIntoHeadersOrPages(AttackCase attack) {
    run(attack);
  }

  private static String get(String path, String... lines) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\n"
        + String.join("\r\n", lines)
        + (lines.length > 0 ? "\r\n\r\n" : "\r\n");
  }

  private static AttackCase attack(String path, Integer... statuses) {
    String name = path.length() > 100 ? path.substring(0, 100) + "…" : path;
    return answered(name, List.of(statuses), get(path, mallory));
  }

  private static Stream<AttackCase> each(String path, String values, Integer... statuses) {
    return Stream.of(values.split(",", -1)).map(value -> attack(path + value, statuses));
  }

  static Stream<AttackCase> searches() {
    String search = "/api/rooms/lobby/search?q=";
    return Stream.of(
            each(search, BAD_ESCAPES, 200, 400),
            each(search + "x&before=", ",x,1e3,0x10,1.5,99999999999999999999,%00,1%202", 400),
            each(search + "x&before=", "-1,0,9223372036854775807,-9223372036854775808", 200),
            each(search + "x&limit=", ",x,NaN,99999999999999999999", 400),
            each(search + "x&limit=", "-1,0,1000000000", 200),
            each(search, "%00,%20%E3%80%80,%0A,", 400),
            each(search, "a%00b,%22%22%22,%27%29%3B--,*,NEAR(a,%C2%AD,%E2%80%AE,x&q=y", 200),
            Stream.of(
                attack(search + "x".repeat(200), 200),
                attack(search + "x".repeat(201), 400),
                attack(search + "%F0%9F%98%80".repeat(100), 200),
                attack(search + "a+".repeat(10), 200),
                attack(search + "a+".repeat(11), 400),
                attack(search + "x".repeat(5_000), 414),
                attack("/api/rooms/lobby/search", 400),
                attack("/api/rooms/lobby/search?q[]=x", 400),
                attack("/api/rooms//search?q=x", 400, 404),
                attack("/api/rooms/a%2Fb/search?q=x", 404),
                attack("/api/rooms/" + "x".repeat(41) + "/search?q=x", 404)))
        .flatMap(rows -> rows);
  }

  static Stream<AttackCase> members() {
    String members = "/api/rooms/lobby/members?q=";
    return Stream.of(
            each(members, BAD_ESCAPES, 200, 400),
            each(members, ",%00,%E2%80%AE,.*,(,%5Ba-,%5C,%F0%9F%98%80", 200),
            Stream.of(
                attack(members + "x".repeat(3_000), 200, 400),
                attack(members + "%E5%BC%A0".repeat(400), 200, 400),
                attack(members + "x".repeat(5_000), 414),
                attack("/api/rooms/lobby/members", 200),
                attack("/api/rooms/a%20b/members?q=x", 404)))
        .flatMap(rows -> rows);
  }

  static Stream<AttackCase> summaries() {
    return Stream.of(
            each("/api/rooms?of=", BAD_ESCAPES, 200, 400, 404),
            each("/api/rooms?of=", ",@,a%20b,a%00b,a%2Fb,%E2%80%AE", 404, 400),
            each(
                "/api/rooms?of=lobby@",
                ",x,x.,.1,x.-1,x.1.1,x.1e3,x.99999999999999999999,%00.1,x%2F.1,@x.1",
                400),
            Stream.of(
                attack("/api/rooms?of=lobby@x.9223372036854775807", 400),
                attack("/api/rooms?of=lobby@x.99999999999999999", 200),
                attack("/api/rooms?of=lobby@" + "x".repeat(33) + ".1", 400),
                attack("/api/rooms?of=a" + "&of=a".repeat(49), 200),
                attack("/api/rooms?of=a" + "&of=a".repeat(50), 400),
                attack("/api/rooms?of=a" + "&of=a".repeat(700), 400),
                attack("/api/rooms?of=a" + "&of=a".repeat(1_000), 414)))
        .flatMap(rows -> rows);
  }

  static Stream<AttackCase> invitations() {
    return Stream.of("a%20b", "a%00b", "%2e%2e", "a%2Fb", "x".repeat(41), "%3Cscript%3E")
        .map(room -> attack("/rooms/" + room + "/invite.svg", 400, 404));
  }

  private static AttackCase preview(String name, int status, String body, String... lines) {
    return answered(
        "preview: " + name,
        List.of(status),
        "POST /api/preview HTTP/1.1\r\nHost: localhost\r\n"
            + String.join("\r\n", lines)
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  static Stream<AttackCase> previews() {
    return Stream.of(
        preview("what it is for", 200, "text=*x*", FORM, mallory),
        preview("no text", 400, "", FORM, mallory),
        preview("another field", 400, "word=x", FORM, mallory),
        preview("blanks", 400, "text=+%0A", FORM, mallory),
        preview("too long", 400, "text=" + "x".repeat(4_097), FORM, mallory),
        preview("as long as may be", 200, "text=" + "%F0%9F%98%80".repeat(4_096), FORM, mallory),
        preview("too large", 413, "text=" + "x".repeat(70_000), FORM, mallory),
        preview("half an escape", 400, "text=%4", FORM, mallory),
        preview("no escape", 400, "text=%zz", FORM, mallory),
        preview("JSON", 400, "{\"text\":\"x\"}", "Content-Type: application/json", mallory),
        preview("no type", 200, "text=x", mallory),
        preview("another page", 403, "text=x", FORM, mallory, "Origin: https://evil.example"),
        preview("no page at all", 403, "text=x", FORM, mallory, "Origin: null"),
        preview("without a cookie", 401, "text=x", FORM),
        preview("a forged cookie", 401, "text=x", FORM, "Cookie: chat=" + "A".repeat(80)),
        answered("preview: by address", List.of(404, 405), get("/api/preview?text=x", mallory)));
  }

  /** A response that redirects only within this site and contains nothing injected. */
  private static AttackCase injection(String name, String request, Integer... statuses) {
    return new AttackCase(
        name,
        socket -> {
          socket.send(request);
          RawResponse response = socket.response();
          assertThat(response.status()).as(response.toString()).isIn(List.of(statuses));
          assertThat(response.header("X-Evil")).isEmpty();
          assertThat(response.header("Location").orElse("/?room="))
              .startsWith("/?room=")
              .doesNotContain("\\", "//");
          assertThat(response.body()).doesNotContain("<script>evil", "\"evil");
        });
  }

  static Stream<AttackCase> languages() {
    return Stream.of(
            "/?lang=xx",
            "/?lang=",
            "/?lang=%",
            "/?lang=zh%0d%0aX-Evil:%20yes",
            "/?lang=en;%20Domain=evil.example",
            "/?lang=" + "en".repeat(1_000),
            "/?lang=en&lang=zh",
            "/?lang=%22%3E%3Cscript%3Eevil",
            "/?lang=en&room=%0d%0aX-Evil:%20yes",
            "/?lang=en&room=//evil.example",
            "/?lang=en&room=%5C%5Cevil.example",
            "/?lang=en&room=%22%3E%3Cscript%3Eevil",
            "/?lang=en&room=%ff%fe",
            "/?lang=en&room=" + "x".repeat(3_000))
        .map(path ->
            injection(
                path.length() > 100 ? path.substring(0, 100) : path,
                get(path, mallory),
                200,
                303,
                400));
  }

  static Stream<AttackCase> preferences() {
    return Stream.of(
            "chat-language=xx",
            "chat-language=",
            "chat-language=\"><script>evil",
            "chat-language=en; chat-language=zh",
            "chat-colours=\"evil",
            "chat-colours=dark\" class=\"evil",
            "chat-colours=" + "x".repeat(4_000),
            "chat-colours=%22%3E%3Cscript%3Eevil")
        .map(cookie ->
            injection(
                cookie.length() > 100 ? cookie.substring(0, 100) : cookie,
                get("/", "Cookie: " + cookie),
                200,
                400));
  }
}
