package chat.web.attack;

import static chat.web.attack.AttackCase.answered;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.testing.TestServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nicknames and room names that are confusable, invisible or malformed. */
@Tag("server")
class NameAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource({"nicknames", "rooms"})
  void deceptiveNamesAreRefused(AttackCase attack) {
    run(attack);
  }

  private static AttackCase form(String name, int status, String fields) {
    String request =
        "POST /login HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + fields.getBytes(UTF_8).length
            + "\r\n\r\n"
            + fields;
    return answered(name, List.of(status), request);
  }

  private static AttackCase nickname(int status, String nickname) {
    String seen =
        nickname
            .codePoints()
            .mapToObj(c -> c < 127 && c > 31 ? Character.toString(c) : "U+%04X ".formatted(c))
            .collect(Collectors.joining());
    return form("“" + seen + "”", status, "nickname=" + TestServer.encoded(nickname));
  }

  static Stream<AttackCase> nicknames() {
    return Stream.concat(
        Stream.of(
                "",
                " \t\u3000",
                "a\u202Eb",
                "\u2066a\u2069",
                "\u200Fann",
                "a\u061Cb",
                "a\u200Bb",
                "a\u200Db",
                "a\u2060b",
                "\uFEFFann",
                "a\u00ADb",
                "a\u115Fb",
                "\u3164",
                "\uFFA0\uFFA0",
                "a\u180Eb",
                "a\uFE0F\u034Fb",
                "a\nb",
                "a\r\nSet-Cookie: x=y",
                "a\u2028b",
                "a\u0085b",
                "a\u0000b",
                "a\u0007b",
                "a" + "\u0301".repeat(4),
                "x" + "\u0489".repeat(20),
                "\u0301",
                "a:b",
                "a：b",
                "【a】",
                "127.0.0.1",
                "[::1]",
                "admin",
                "аdmіn", // Cyrillic а, і
                "ａｄｍｉｎ",
                "系统",
                "\uE000",
                "\uFFFF",
                "\uD83D",
                "x".repeat(25),
                "😀".repeat(25),
                "<script>alert(1)</script>")
            .map(bad -> nickname(400, bad)),
        Stream.of(
                "ann",
                "ANN",
                "аnn",
                "ａｎｎ",
                "𝐚𝐧𝐧",
                "ⓐⓝⓝ",
                "b\u0435n",
                "rnallory",
                "maIlory",
                "mаllоrу")
            .map(taken -> nickname(409, taken)));
  }

  static Stream<AttackCase> rooms() {
    return Stream.of(
            "a/b",
            "..",
            "%2F",
            "a b",
            "a\u202Eb",
            "a\u200Bb",
            "<b>",
            "x".repeat(41),
            "a.b",
            "//evil.example",
            "😀",
            "\\\\evil.example",
            "a\r\nLocation: http://evil.example")
        .map(room ->
            form(
                "room “" + room.strip() + "”",
                400,
                "nickname=walter&room=" + TestServer.encoded(room)));
  }
}
