package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that are no form, or whose end is ambiguous (request smuggling). */
class BodyAttackTest extends AttackTestBase {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final String SMUGGLED =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: yes\r\n\r\n";

  @ParameterizedTest
  @MethodSource({"invalidForms", "lengths", "chunks"})
  void ambiguousBodiesAreRefusedAndNothingBehindThemIsRead(AttackCase attack) {
    run(attack);
  }

  @ParameterizedTest
  @MethodSource("ambiguousChunks")
  void nothingIsReadBehindChunks(AttackCase attack) {
    run(attack);
  }

  @ParameterizedTest
  @MethodSource("closing")
  void connectionCloseIsHonoured(AttackCase attack) {
    run(attack);
  }

  private static AttackCase refused(String name, String body, String... lines) {
    return ends(name, 400, post(body, lines) + SMUGGLED);
  }

  private static String post(String body, String... lines) {
    return "POST /login HTTP/1.1\r\nHost: localhost\r\n"
        + String.join("\r\n", lines)
        + "\r\n\r\n"
        + body;
  }

  private static String length(String body) {
    return "Content-Length: " + body.length();
  }

  /** One response, then the connection is closed. */
  private static AttackCase ends(String name, int status, String request) {
    return new AttackCase(
        name,
        socket -> {
          socket.send(request);
          RawResponse response = socket.response();
          assertThat(response.status()).as(response.toString()).isEqualTo(status);
          assertThat(response.body()).doesNotContain("xception", "helidon", "java.", "chat.web");
          assertThat(socket.isClosedWithoutData()).isTrue();
        });
  }

  static Stream<AttackCase> invalidForms() {
    String form = "nickname=zoe";
    return Stream.of(
        refused("JSON", "{}", "Content-Type: application/json", "Content-Length: 2"),
        refused("parts", "--x--", "Content-Type: multipart/form-data; boundary=x", length("--x--")),
        refused("a charset that is none", form, FORM + "; charset=nonsense", length(form)),
        refused("half a percent sign", "nickname=%z", FORM, length("nickname=%z")),
        refused("an escape that is no UTF-8", "nickname=a%ff", FORM, length("nickname=a%ff")),
        refused("half a character", "nickname=%E5%B0", FORM, length("nickname=%E5%B0")),
        refused("a slash written long", "nickname=a%c0%af", FORM, length("nickname=a%c0%af")),
        refused("a surrogate", "nickname=%ED%A0%80", FORM, length("nickname=%ED%A0%80")),
        refused("half a quote", form, FORM + "; charset=\"", length(form)),
        refused("half a quote of another type", form, "Content-Type: a/b; q=\"", length(form)),
        refused("another charset", form, FORM + "; charset=gb18030", length(form)),
        ends("gzip", 400, post(form, FORM, "Content-Encoding: gzip", length(form)) + SMUGGLED));
  }

  static Stream<AttackCase> lengths() {
    return Stream.concat(
        Stream.of("-1", "+12", "0x0C", "12, 12", "1e1", "", "12abc", "99999999999999999999")
            .map(length ->
                refused(
                    "a length of “" + length + "”",
                    "nickname=zoe",
                    FORM,
                    "Content-Length: " + length)),
        Stream.of(
            refused("two lengths", "nickname=zoe", FORM, "Content-Length: 5", "Content-Length: 12"),
            refused(
                "one length twice",
                "nickname=zoe",
                FORM,
                "Content-Length: 12",
                "Content-Length: 12"),
            refused("a length and chunks", "0\r\n\r\n", FORM, "Content-Length: 5", CHUNKED)));
  }

  static Stream<AttackCase> chunks() {
    // Helidon answers this one itself (RFC 9112, section 6.1).
    String unknown = post("0\r\n\r\n", FORM, "Transfer-Encoding: gzip, chunked") + SMUGGLED;
    return Stream.concat(
        Stream.of(ends("encoded as gzip, chunked", 501, unknown)),
        Stream.concat(
            Stream.of("gzip", "chunked, chunked", "identity", "xchunked", "chunked;q=1")
                .map(encoding ->
                    refused(
                        "encoded as " + encoding,
                        "0\r\n\r\n",
                        FORM,
                        "Transfer-Encoding: " + encoding)),
            Stream.concat(
                    List.of("ZZ", "-5", "FFFFFFFFFFFFFFFF", "").stream()
                        .map(size -> size + "\r\nnickn\r\n0\r\n\r\n"),
                    Stream.of("5\r\nnickn\r\n0\n\n", "5\r\nnickn\r\n6\rame=zo\r\n0\r\n\r\n"))
                .map(chunks ->
                    refused("the chunks “" + chunks.strip() + "”", chunks, FORM, CHUNKED))));
  }

  /** Helidon's parser accepts chunk sizes that others refuse; nothing behind them is read. */
  static Stream<AttackCase> ambiguousChunks() {
    return Stream.of("b", "+b", "00000000b", "b;x=1", "b ;x", "b;" + "x".repeat(70_000))
        .map(size ->
            new AttackCase(
                "a chunk of “" + size.substring(0, Math.min(size.length(), 9)) + "”",
                socket -> {
                  String chunks = size + "\r\nnickname=zo\r\n0\r\n\r\n";
                  socket.send(post(chunks, FORM, CHUNKED) + SMUGGLED).response();
                  assertThat(socket.isClosedWithoutData()).isTrue();
                }));
  }

  static Stream<AttackCase> closing() {
    return Stream.of("close", "Close", "x, close")
        .map(how -> {
          String request = "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: " + how;
          return new AttackCase(
              how,
              socket -> {
                socket.send(request + "\r\n\r\n" + SMUGGLED).response();
                assertThat(socket.isClosedWithoutData()).isTrue();
              });
        });
  }
}
