package chat.web.attack;

import static chat.web.attack.AttackCase.answered;

import chat.web.pages.StaticFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths of private files: traversal, encodings, classes, resources. */
class AddressAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource("paths")
  void privateFilesAreNotServed(AttackCase attack) {
    run(attack);
  }

  private static AttackCase path(String path, Integer... statuses) {
    return answered(
        path,
        List.of(statuses),
        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + mallory + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login?nickname=a%ff",
        "/login?nickname=%E5%B0",
        "/login?nickname=%ED%A0%80",
        "/login?nickname=%z",
        "/?room=%c0%af",
        "/api/rooms/lobby/search?q=%ff",
        "/api/rooms/lobby/messages?%ff"
      })
  void anAddressThatIsNoUtf8IsRefused(String address) {
    run(path(address, 400));
  }

  static Stream<AttackCase> paths() {
    String files = StaticFiles.base();
    return Stream.concat(
        Stream.of(path(files + "/signIn.css", 200), path("/rooms/lobby", 200), path("/", 200)),
        Stream.of(
                files,
                files + "/nothing.js",
                files + "/../../chat/web/pages/Pages.class",
                files + "/..%2f..%2fchat/web/pages/Pages.class",
                files + "/%2e%2e/web-pages/room.html",
                files + "/%2e%2e%2fweb-pages%2froom.html",
                files + "/..%5cweb-pages%5croom.html",
                files + "/..;/web-pages/room.html",
                files + "/%252e%252e/web-pages/room.html",
                files + "/..%c0%afweb-pages/room.html",
                files + "/signIn.css%00.js",
                files + "/signIn.css/",
                files + "/./../web-pages/room.html",
                files + "//etc/passwd",
                files + "/%2fetc%2fpasswd",
                files + "/file:///etc/passwd",
                files + "/C:%5cwindows%5cwin.ini",
                files + "/....//....//etc/passwd",
                files + "/../../../../../../../../etc/passwd",
                "/../../../../../../etc/passwd",
                "/static/../web-pages/room.html",
                "/static/%2e%2e/%2e%2e/etc/passwd",
                "/static",
                "/static/",
                "/web-static/room.js",
                "/web-pages/room.html",
                "/chat/web/i18n/messages_en.properties",
                "/META-INF/MANIFEST.MF",
                "/.git/config",
                "/rooms/%2e%2e",
                "/rooms/a%2Fb",
                "/rooms/%2F",
                "/rooms/",
                "/rooms/a%00b",
                "/rooms/%E2%80%AE",
                "/api/rooms/a%2Fb/messages",
                "/api/rooms/..%2f..%2f/messages",
                "/api/rooms//messages",
                "/api/../owner-key",
                "/health/x",
                "/metrics/../api/owner")
            .map(address -> path(address, 303, 400, 401, 404)));
  }
}
