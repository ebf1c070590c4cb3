package chat.web.attack;

import static chat.web.attack.AttackCase.answered;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WebSocket handshakes from pages of other sites (cross-site WebSocket hijacking). */
class OriginAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource({"origins", "hosts"})
  void onlyOwnOriginsMayConnect(AttackCase attack) {
    run(attack);
  }

  private static AttackCase with(String name, int status, String... lines) {
    return answered(name, List.of(status), handshake("localhost", lines));
  }

  private static AttackCase origin(int status, String host, String origin) {
    return answered(
        origin + " at " + host, List.of(status), handshake(host, mallory, "Origin: " + origin));
  }

  private static AttackCase origin(int status, String origin) {
    return origin(status, "localhost", origin);
  }

  static Stream<AttackCase> origins() {
    return Stream.concat(
        Stream.of(
                "http://localhost",
                "https://localhost",
                "http://localhost:80",
                "https://localhost:443",
                "http://LOCALHOST")
            .map(own -> origin(101, own)),
        Stream.of(
                "null",
                "",
                "*",
                "localhost",
                "//localhost",
                "http://",
                "http:///",
                "http://localhost:8080",
                "http://localhost:443",
                "https://localhost:80",
                "http://localhost:",
                "http://localhost:0",
                "http://localhost:080x",
                "http://localhost:65616",
                "ws://localhost",
                "ftp://localhost",
                "file://",
                "file://localhost",
                "data:text/html,x",
                "chrome-extension://localhost",
                "javascript:alert(1)",
                "http://evil.example",
                "http://localhost.evil.example",
                "http://evil-localhost",
                "http://xlocalhost",
                "http://localhost.",
                "http://.localhost",
                "http://127.0.0.1",
                "http://[::1]",
                "http://2130706433",
                "http://localhost@evil.example",
                "http://evil.example@localhost",
                "http://evil.example:80@localhost",
                "http://@localhost",
                "http://localhost:80@evil.example",
                "http://localhost%40evil.example",
                "http://localhost#@evil.example",
                "http://evil.example#localhost",
                "http://evil.example?localhost",
                "http://evil.example/localhost",
                "http://localhost/",
                "http://localhost/x",
                "http://localhost?x",
                "http://localhost#x",
                "http://localhost\\evil.example",
                "http://localhost\tevil.example",
                "http://localhost evil.example",
                "http://localhost, http://evil.example",
                "http://localhost http://evil.example",
                "http://lоcalhost", // a Cyrillic о
                "http://xn--lcalhost-nfg",
                "http://ｌｏｃａｌｈｏｓｔ",
                "http://local\u00ADhost",
                "http://localhost\u3002evil.example",
                "http://loc%61lhost",
                "http://localhost%00.evil.example",
                "http:/localhost",
                "http:localhost",
                "http:\\\\localhost",
                "htt\u0440://localhost")
            .map(foreign -> origin(403, foreign)));
  }

  static Stream<AttackCase> hosts() {
    return Stream.of(
        origin(101, "chat.example:8180", "http://chat.example:8180"),
        origin(101, "chat.example", "https://chat.example"),
        origin(101, "chat.example:443", "https://chat.example"),
        origin(101, "Chat.Example", "https://chat.example"),
        origin(101, "[2001:db8::1]:8180", "http://[2001:db8::1]:8180"),
        origin(101, "xn--fsq.example", "https://xn--fsq.example"),
        origin(101, "my_chat:8180", "http://my_chat:8180"),
        origin(403, "chat.example:8180", "http://chat.example:8181"),
        origin(403, "chat.example:8180", "http://chat.example"),
        origin(403, "[2001:db8::1]:8180", "http://[2001:db8::2]:8180"),
        origin(403, "xn--fsq.example", "https://例.example"),
        origin(403, "my_chat:8180", "http://my-chat:8180"),
        with(
            "an own origin, then another",
            403,
            mallory,
            "Origin: http://localhost",
            "Origin: http://evil.example"),
        with(
            "another origin, then an own",
            403,
            mallory,
            "Origin: http://evil.example",
            "Origin: http://localhost"),
        with(
            "a forwarded host from nobody",
            403,
            mallory,
            "Origin: http://evil.example",
            "X-Forwarded-Host: evil.example",
            "Forwarded: host=evil.example"),
        with("no origin", 101, mallory),
        with("a wrong origin and no cookie", 403, "Origin: null"));
  }
}
