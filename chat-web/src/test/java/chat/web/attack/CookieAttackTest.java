package chat.web.attack;

import static chat.web.attack.AttackCase.answered;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.name.Member;
import chat.web.identity.SignedCookie;
import chat.web.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forged, changed, expired and malformed cookies in WebSocket handshakes. */
@Tag("server")
class CookieAttackTest extends AttackTestBase {
  @ParameterizedTest
  @MethodSource({"changedCookies", "oldCookies", "oddCookies"})
  void onlyAValidCookieConnects(AttackCase attack) {
    run(attack);
  }

  private static final String CHAT = "Cookie: chat=";

  private static AttackCase cookie(String name, int status, String... lines) {
    return answered(name, List.of(status), handshake("localhost", lines));
  }

  private static String signed(byte[] key, Instant at, Member member) {
    return CHAT + new SignedCookie(List.of(key), InstantSource.fixed(at)).sign(member);
  }

  private static String signedAt(Instant at) {
    return signed(TestServer.KEY, at, new Member("m1", "somebody"));
  }

  private static String value(String line) {
    return line.substring(CHAT.length());
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  static Stream<AttackCase> changedCookies() {
    String good = value(mallory);
    String[] part = good.split("\\.", -1);
    String[] other =
        value(signed(TestServer.KEY, Instant.now(), new Member("m2", "trudy"))).split("\\.", -1);
    byte[] wrongKey = "a key that nobody ever had in use".getBytes(StandardCharsets.US_ASCII);
    Stream<AttackCase> flipped =
        IntStream.range(0, good.length())
            .filter(i -> i % 9 == 0 || i == good.length() - 1)
            .mapToObj(i -> cookie("letter " + i + " changed", 401, CHAT + flipped(good, i)));
    return Stream.concat(
        flipped,
        Stream.of(
            cookie("a good one", 101, mallory),
            cookie("none", 401, "X: y"),
            cookie("an empty one", 401, CHAT),
            cookie("behind 7 others", 101, CHAT + "x.y; chat=".repeat(7) + good),
            cookie("behind 8 others", 401, CHAT + "x.y; chat=".repeat(8) + good),
            cookie(
                "signed with another key",
                401,
                signed(wrongKey, Instant.now(), new Member("m1", "ann"))),
            cookie(
                "signed with zeros",
                401,
                signed(new byte[32], Instant.now(), new Member("m1", "ann"))),
            cookie("without its MAC", 401, CHAT + good.substring(0, good.lastIndexOf('.'))),
            cookie("with an empty MAC", 401, CHAT + good.substring(0, good.lastIndexOf('.') + 1)),
            cookie("its MAC alone", 401, CHAT + part[4]),
            cookie("without its last letter", 401, CHAT + good.substring(0, good.length() - 1)),
            cookie("half of it", 401, CHAT + good.substring(0, good.length() / 2)),
            cookie("without its first letter", 401, CHAT + good.substring(1)),
            cookie("four dots", 401, CHAT + "...."),
            cookie("a letter more", 401, CHAT + good + "A"),
            cookie("padding behind", 401, CHAT + good + "="),
            cookie("a field more", 401, CHAT + good + ".x"),
            cookie(
                "another's name", 401, CHAT + joined(part[0], part[1], other[2], part[3], part[4])),
            cookie(
                "another's id", 401, CHAT + joined(part[0], other[1], part[2], part[3], part[4])),
            cookie(
                "another's MAC", 401, CHAT + joined(part[0], part[1], part[2], part[3], other[4])),
            cookie(
                "fields in another order",
                401,
                CHAT + joined(part[0], part[2], part[1], part[3], part[4])),
            cookie("another version", 401, CHAT + joined("2", part[1], part[2], part[3], part[4])),
            cookie(
                "a later time",
                401,
                CHAT + joined(part[0], part[1], part[2], "9999999999", part[4])),
            cookie("a dot moved", 401, CHAT + good.replaceFirst("^1\\.(.)", "1$1.")),
            cookie(
                "the name of ann in it",
                401,
                CHAT + joined(part[0], part[1], base64("ann"), part[3], part[4])),
            cookie("dots as %2E", 401, CHAT + good.replace(".", "%2E")),
            cookie("in quotes", 401, CHAT + '"' + good + '"')));
  }

  private static String joined(String... parts) {
    return String.join(".", parts);
  }

  private static String flipped(String text, int at) {
    StringBuilder changed = new StringBuilder(text);
    changed.setCharAt(at, text.charAt(at) == 'A' ? 'B' : 'A');
    return changed.toString();
  }

  static Stream<AttackCase> oldCookies() {
    Duration lifetime = SignedCookie.LIFETIME;
    return Stream.of(
        cookie(
            "a minute before its end",
            101,
            signedAt(Instant.now().minus(lifetime).plusSeconds(60))),
        cookie(
            "a second after its end", 401, signedAt(Instant.now().minus(lifetime).minusSeconds(1))),
        cookie("a year old", 401, signedAt(Instant.now().minus(Duration.ofDays(365)))),
        cookie("of 1970", 401, signedAt(Instant.EPOCH)),
        cookie("before 1970", 401, signedAt(Instant.ofEpochSecond(-1))),
        cookie("of four minutes hence", 101, signedAt(Instant.now().plus(Duration.ofMinutes(4)))),
        cookie("of ten minutes hence", 401, signedAt(Instant.now().plus(Duration.ofMinutes(10)))),
        cookie("of the end of time", 401, signedAt(Instant.MAX)));
  }

  static Stream<AttackCase> oddCookies() {
    String good = value(mallory);
    String forged = CHAT + flipped(good, 3);
    String many = "chat=" + flipped(good, 3) + "; ";
    return Stream.of(
        cookie("a forged one before a good one", 101, forged, mallory),
        cookie("a forged one in the same line", 101, forged + "; chat=" + good),
        cookie("others around it", 101, "Cookie: a=b;chat=" + good + ";;=;x"),
        cookie("an old kind of line", 101, "Cookie: $Version=1; chat=" + good),
        cookie("another name", 401, "Cookie: chat2=" + good),
        cookie("a name in capitals", 401, "Cookie: CHAT=" + good),
        cookie("the owner's name", 401, "Cookie: chat-owner=" + good),
        cookie("another header", 401, "Cookie2: chat=" + good),
        cookie("no name", 401, "Cookie: " + good),
        cookie("a hundred forged ones", 401, "Cookie: " + many.repeat(100)),
        cookie("a huge one", 401, CHAT + "A".repeat(15_000)),
        cookie("a huge one with dots", 401, CHAT + ".".repeat(15_000)),
        cookie(
            "a huge name, signed",
            401,
            signed(TestServer.KEY, Instant.now(), new Member("m", "x".repeat(600)))),
        answered(
            "one of 100 KiB",
            List.of(400, 431),
            handshake("localhost", CHAT + "A".repeat(100_000))),
        answered("a NUL in it", List.of(400, 401), handshake("localhost", CHAT + good + "\u0000")),
        answered("raw bytes in it", List.of(400, 401), handshake("localhost", CHAT + "小明" + good)));
  }
}
