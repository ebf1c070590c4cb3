package chat.web.attack;

import static chat.web.attack.AttackCase.answered;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.join;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * WebSocket handshakes that break RFC 6455 or RFC 9112. Cookies, origins, names and addresses have
 * a test each.
 */
@Tag("server")
class HandshakeAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource("requests")
  void aMalformedHandshakeGetsItsStatus(AttackCase attack) {
    run(attack);
  }

  static Stream<AttackCase> requests() {
    return Stream.of(keys(), versions(), upgrades(), smuggled(), addresses(), lines())
        .flatMap(rows -> rows);
  }

  private static final String KEY = "Sec-WebSocket-Key: " + RawClient.KEY;
  private static final String VERSION = "Sec-WebSocket-Version: 13";
  private static final String CONNECTION = "Connection: Upgrade";
  private static final String UPGRADE = "Upgrade: websocket";

  /** A WebSocket handshake of a member that is signed in, made of these lines. */
  private static String request(String first, String... lines) {
    return first
        + "\r\nHost: localhost\r\n"
        + mallory
        + "\r\n"
        + String.join("\r\n", lines)
        + "\r\n\r\n";
  }

  private static AttackCase answers(String name, int status, String... lines) {
    return answered(name, List.of(status), request("GET /chat HTTP/1.1", lines));
  }

  private static Stream<AttackCase> keys() {
    return Stream.of(
        answers("a handshake as it should be", 101, CONNECTION, UPGRADE, VERSION, KEY),
        answers("no key", 400, CONNECTION, UPGRADE, VERSION),
        answers("an empty key", 400, CONNECTION, UPGRADE, VERSION, "Sec-WebSocket-Key: "),
        answers("a short key", 400, CONNECTION, UPGRADE, VERSION, "Sec-WebSocket-Key: c2hvcnQ="),
        answers(
            "a long key",
            400,
            CONNECTION,
            UPGRADE,
            VERSION,
            "Sec-WebSocket-Key: " + "QUFB".repeat(8)),
        answers(
            "a key without its padding", 400, CONNECTION, UPGRADE, VERSION, KEY.replace("=", "")),
        answers(
            "a key that is no base64",
            400,
            CONNECTION,
            UPGRADE,
            VERSION,
            "Sec-WebSocket-Key: !!!!!!!!!!!!!!!!!!!!!!=="),
        answers(
            "a key in base64url",
            400,
            CONNECTION,
            UPGRADE,
            VERSION,
            "Sec-WebSocket-Key: -_-_-_-_-_-_-_-_-_-_-w=="),
        answers("two keys", 400, CONNECTION, UPGRADE, VERSION, KEY, KEY),
        answers(
            "two keys in a line", 400, CONNECTION, UPGRADE, VERSION, KEY + ", " + RawClient.KEY));
  }

  private static Stream<AttackCase> versions() {
    return Stream.of(
        answers("version 8", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 8"),
        answers("version 0", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 0"),
        answers("version 14", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 14"),
        answers("versions 13 and 8", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 13, 8"),
        answers("version 013", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 013"),
        answers("no version", 426, CONNECTION, UPGRADE, KEY),
        answered(
            "HTTP/1.0, where Upgrade is ignored",
            List.of(401, 426),
            request("GET /chat HTTP/1.0", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "HTTP/2.0 in words",
            List.of(400, 505),
            request("GET /chat HTTP/2.0", CONNECTION, UPGRADE, VERSION, KEY)));
  }

  private static Stream<AttackCase> upgrades() {
    return Stream.of(
        answers("Upgrade: WebSocket", 101, CONNECTION, "Upgrade: WebSocket", VERSION, KEY),
        answers("Upgrade: WEBSOCKET", 101, CONNECTION, "Upgrade: WEBSOCKET", VERSION, KEY),
        answers("Upgrade: wEbSoCkEt", 101, CONNECTION, "Upgrade: wEbSoCkEt", VERSION, KEY),
        answers("Upgrade: websockeT", 101, CONNECTION, "Upgrade: websockeT", VERSION, KEY),
        answers("Upgrade: web-socket", 426, CONNECTION, "Upgrade: web-socket", VERSION, KEY),
        answers(
            "Upgrade: websocKet (a Kelvin sign)",
            426,
            CONNECTION,
            "Upgrade: websoc\u212Aet",
            VERSION,
            KEY),
        answers("two protocols", 426, CONNECTION, "Upgrade: websocket, h2c", VERSION, KEY),
        answers(
            "Connection: keep-alive, Upgrade",
            101,
            "Connection: keep-alive, Upgrade",
            UPGRADE,
            VERSION,
            KEY),
        answers("Connection: UPGRADE", 101, "Connection: UPGRADE", UPGRADE, VERSION, KEY),
        answers(
            "header names in lower case",
            101,
            "connection: upgrade",
            "upgrade: websocket",
            VERSION.toLowerCase(java.util.Locale.ROOT),
            KEY.replace("Sec-WebSocket-Key", "sec-websocket-key")),
        answers("no Connection", 400, UPGRADE, VERSION, KEY),
        answers("Connection: keep-alive", 400, "Connection: keep-alive", UPGRADE, VERSION, KEY),
        answers("Connection: not-upgrade", 400, "Connection: not-upgrade", UPGRADE, VERSION, KEY),
        answers("no Upgrade", 426, CONNECTION, VERSION, KEY),
        answers("Upgrade: h2c", 426, CONNECTION, "Upgrade: h2c", VERSION, KEY),
        answers("Upgrade: websocket2", 426, CONNECTION, "Upgrade: websocket2", VERSION, KEY),
        answers("h2c before websocket", 426, CONNECTION, "Upgrade: h2c", UPGRADE, VERSION, KEY),
        answered(
            "POST",
            List.of(400),
            request("POST /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "HEAD",
            List.of(400),
            request("HEAD /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "get", List.of(501), request("get /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "CONNECT",
            List.of(400, 404, 405),
            request("CONNECT /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)));
  }

  private static Stream<AttackCase> smuggled() {
    String[] all = {CONNECTION, UPGRADE, VERSION, KEY};
    return Stream.of(
        answered(
            "a body",
            List.of(400, 426),
            request("GET /chat HTTP/1.1", with(all, "Content-Length: 5")) + "hello"),
        answered(
            "a body in chunks",
            List.of(400, 426),
            request("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: chunked")) + "0\r\n\r\n"),
        answered(
            "chunks in disguise",
            List.of(501),
            request("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: gzip, chunked"))
                + "0\r\n\r\n"),
        answered(
            "chunks in capitals",
            List.of(400, 426),
            request("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: Chunked")) + "0\r\n\r\n"),
        answered(
            "a length and chunks",
            List.of(400, 426),
            request(
                    "GET /chat HTTP/1.1",
                    with(all, "Content-Length: 3", "Transfer-Encoding: chunked"))
                + "0\r\n\r\n"),
        answered(
            "a body that never comes",
            List.of(400, 413, 426),
            request("GET /chat HTTP/1.1", with(all, "Content-Length: 99999999"))),
        answered(
            "a length that is no number",
            List.of(400),
            request("GET /chat HTTP/1.1", with(all, "Content-Length: many"))),
        answered(
            "a negative length",
            List.of(400, 426),
            request("GET /chat HTTP/1.1", with(all, "Content-Length: -1"))));
  }

  private static String[] with(String[] lines, String... more) {
    return Stream.concat(Stream.of(lines), Stream.of(more)).toArray(String[]::new);
  }

  private static Stream<AttackCase> addresses() {
    return Stream.concat(
        Stream.of(
                "/chat/",
                "/chat//",
                "/chat/a/b",
                "/chat/%2F",
                "/chat/lobby%2F",
                "/chat/%2e%2e",
                "/chat/.",
                "/chat/..",
                "/chat/../chat",
                "/chat/./",
                "/chat/%00",
                "/chat/a%20b",
                "/chat/a%0d%0aSet-Cookie:%20x=y",
                "/chat/%E2%80%AE",
                "/chat/%FF",
                "/chat/%ED%A0%80",
                "/chat/%F0%9F%98%80",
                "/chat/" + "x".repeat(41),
                "/chat/lobby/",
                "/chatter",
                "/CHAT",
                "/chat/%252e",
                "/chat/a.b")
            .map(address -> answered(address, List.of(404), requestTo(address))),
        Stream.of(
            answered("/chat/%", List.of(400, 404), requestTo("/chat/%")),
            answered("/chat/%zz", List.of(400, 404), requestTo("/chat/%zz")),
            answered("/chat;lobby", List.of(400, 404), requestTo("/chat;lobby")),
            answered("a raw blank", List.of(400), requestTo("/chat/a b")),
            answered("raw bytes", List.of(101), requestTo("/chat/大厅")),
            answered("a bad query", List.of(400), requestTo("/chat?after=%zz")),
            answered("a query that is no UTF-8", List.of(400), requestTo("/chat?after=%ff")),
            answered("half a character", List.of(400), requestTo("/chat?a=%e4")),
            answered("/chat/LOBBY", List.of(101), requestTo("/chat/LOBBY")),
            answered(
                "/chat/%E5%A4%A7%E5%8E%85", List.of(101), requestTo("/chat/%E5%A4%A7%E5%8E%85")),
            answered("a cursor that is none", List.of(101), requestTo("/chat?after=1%3D1")),
            answered("an empty cursor", List.of(101), requestTo("/chat?after=")),
            answered("a cursor without a value", List.of(101), requestTo("/chat?after")),
            answered("two cursors", List.of(101), requestTo("/chat?after=a.1&after=b.2")),
            answered(
                "an address of 100 KiB",
                List.of(400, 414),
                requestTo("/chat?x=" + "x".repeat(100_000)))));
  }

  private static String requestTo(String address) {
    return request("GET " + address + " HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY);
  }

  private static Stream<AttackCase> lines() {
    String good = requestTo("/chat");
    List<Integer> bad = List.of(400, 413, 431);
    return Stream.of(
        answered("line feeds alone", bad, good.replace("\r\n", "\n")),
        answered("no Host", bad, good.replace("Host: localhost\r\n", "")),
        answered("two Hosts", bad, good.replace("Host: localhost\r\n", "Host: a\r\nHost: b\r\n")),
        answered("an empty Host", bad, good.replace("Host: localhost", "Host: ")),
        answered(
            "a Host with a bad port", bad, good.replace("Host: localhost", "Host: localhost:x")),
        answered("a Host with a user", bad, good.replace("Host: localhost", "Host: a@localhost")),
        answered(
            "a header of 100 KiB", bad, good.replace(KEY, KEY + "\r\nX: " + "x".repeat(100_000))),
        answered("ten thousand headers", bad, good.replace(KEY, KEY + "\r\nX: x".repeat(10_000))),
        answered("a header without a colon", bad, good.replace(KEY, KEY + "\r\nnonsense")),
        answered("a header without a name", bad, good.replace(KEY, KEY + "\r\n: x")),
        answered("a blank in a header's name", bad, good.replace(KEY, KEY + "\r\nX Y: z")),
        answered(
            "a blank before a colon",
            bad,
            good.replace("Upgrade: websocket", "Upgrade : websocket")),
        answered("a NUL in a header", bad, good.replace(KEY, KEY + "\r\nX: a\u0000b")),
        answered("a folded header", bad, good.replace(KEY, KEY + "\r\nX: a\r\n b")),
        answered("a bare return in a header", bad, good.replace(KEY, KEY + "\r\nX: a\rb")),
        answered("no method", List.of(400), " /chat HTTP/1.1\r\n\r\n"),
        answered("no words", List.of(400), "hello\r\n\r\n"),
        answered("three blanks", List.of(400), "GET  /chat  HTTP/1.1\r\nHost: x\r\n\r\n"),
        new AttackCase(
            "TLS",
            s -> {
              s.send(bytes(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, 0x0D, 0x0A, 0x0D, 0x0A))
                  .sendFin();
              assertThat(s.isClosed()).isTrue();
            }),
        new AttackCase(
            "half a request, then FIN",
            s -> {
              s.send("GET /chat HTT").sendFin();
              assertThat(s.isClosed()).isTrue();
            }),
        new AttackCase("half a request, then RST", s -> s.send("GET /chat HTT").reset()),
        new AttackCase("nothing, then RST", RawClient::reset),
        new AttackCase("a handshake, then RST", s -> s.send(good).reset()),
        new AttackCase(
            "frames before the answer",
            s -> {
              s.send(join(good.getBytes(UTF_8), ClientFrames.close(4321)));
              assertThat(s.response().status()).isEqualTo(101);
              assertThat(s.closeCode()).isEqualTo(4321);
            }));
  }
}
