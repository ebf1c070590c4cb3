package chat.web.attack;

import static chat.web.attack.Attack.answered;
import static chat.web.attack.Attack.closed;
import static chat.web.attack.Attack.closedAfterFin;
import static chat.web.attack.Attack.harmless;
import static chat.web.attack.Attack.refused;
import static chat.web.testing.ClientFrames.BINARY;
import static chat.web.testing.ClientFrames.CLOSE;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.PONG;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.closePayload;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.unmasked;
import static chat.web.testing.ClientFrames.withLength;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that somebody with a bare socket may try with frames and handshakes; what is tried
 * with cookies, origins, names and addresses has a table each.
 */
class FrameAttackTest extends UnderAttack {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final byte[] BAD_UTF8 = bytes('h', 0xC3, 0x28);
  private static final int RSV1 = 0x40;
  private static final int RSV2 = 0x20;
  private static final int RSV3 = 0x10;

  @ParameterizedTest
  @MethodSource("frames")
  void onAWebSocket(Attack attack) {
    try (RawClient socket = house.socket()) {
      socket.upgraded("/chat", mallory, "Sec-WebSocket-Protocol: chat.v1");
      attack.deed().accept(socket);
    }
  }

  static Stream<Attack> frames() {
    return Stream.of(
            masks(), reserved(), controls(), closes(), lengths(), fragments(), texts(), ends())
        .flatMap(rows -> rows);
  }

  private static Stream<Attack> masks() {
    return Stream.of(
        closed("an unmasked text", 1002, unmasked(FIN | TEXT, HI)),
        closed("an unmasked ping", 1002, unmasked(FIN | PING, NOTHING)),
        closed("an unmasked close", 1002, unmasked(FIN | CLOSE, closePayload(1000, ""))),
        closed("an unmasked fragment", 1002, frame(TEXT, HI), unmasked(FIN | CONTINUATION, HI)),
        closedAfterFin("an unmasked text", 1002, unmasked(FIN | TEXT, HI)));
  }

  private static Stream<Attack> reserved() {
    return Stream.concat(
        Stream.of(
            closed("reserved bit 1", 1002, frame(FIN | RSV1 | TEXT, HI)),
            closed("reserved bit 2", 1002, frame(FIN | RSV2 | TEXT, HI)),
            closed("reserved bit 3", 1002, frame(FIN | RSV3 | TEXT, HI)),
            closed("all reserved bits on a ping", 1002, frame(0xF0 | PING, HI)),
            closed("a reserved bit on a fragment", 1002, frame(TEXT, HI), frame(FIN | RSV1, HI)),
            closedAfterFin("a reserved opcode", 1002, frame(FIN | 0xB, HI))),
        IntStream.of(0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF)
            .mapToObj(
                opcode -> closed("reserved opcode " + opcode, 1002, frame(FIN | opcode, NOTHING))));
  }

  private static Stream<Attack> controls() {
    byte[] longest = new byte[125];
    byte[] tooLong = new byte[126];
    return Stream.of(
        closed("a ping in fragments", 1002, frame(PING, HI)),
        closed("a pong in fragments", 1002, frame(PONG, HI)),
        closed("a close in fragments", 1002, frame(CLOSE, closePayload(1000, ""))),
        closed("a ping of 126 bytes", 1002, frame(FIN | PING, tooLong)),
        closed("a pong of 126 bytes", 1002, frame(FIN | PONG, tooLong)),
        closed("a close of 126 bytes", 1002, frame(FIN | CLOSE, tooLong)),
        closed("a ping of 60 KiB", 1002, frame(FIN | PING, new byte[60 * 1024])),
        closed("a ping that says 2^40 bytes", 1002, withLength(FIN | PING, 127, 1L << 40, HI)),
        harmless("a ping of 125 bytes", frame(FIN | PING, longest)),
        harmless("a pong nobody asked for", frame(FIN | PONG, longest)),
        harmless(
            "pings between fragments",
            frame(TEXT, HI),
            frame(FIN | PING, NOTHING),
            frame(CONTINUATION, HI),
            frame(FIN | PONG, NOTHING),
            frame(FIN, HI)),
        harmless(
            "five hundred pings",
            join(Collections.nCopies(500, frame(FIN | PING, HI)).toArray(byte[][]::new))));
  }

  private static Stream<Attack> closes() {
    return Stream.of(
            Stream.of(
                closed("a close of one byte", 1002, frame(FIN | CLOSE, bytes(3))),
                closed("a close without a code", 1000, frame(FIN | CLOSE, NOTHING)),
                closed(
                    "a close with bad UTF-8",
                    1007,
                    frame(FIN | CLOSE, join(closePayload(1000, ""), BAD_UTF8))),
                closed(
                    "a close with a reason of 123 bytes",
                    1001,
                    frame(FIN | CLOSE, closePayload(1001, "x".repeat(123)))),
                closed("a close within a message", 1000, frame(TEXT, HI), ClientFrames.close(1000)),
                closed(
                    "more after a close",
                    1000,
                    ClientFrames.close(1000),
                    text("hi"),
                    unmasked(FIN | TEXT, HI)),
                closedAfterFin("a close", 1000, ClientFrames.close(1000))),
            IntStream.of(0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535)
                .mapToObj(code -> closed("close code " + code, 1002, ClientFrames.close(code))),
            IntStream.of(1001, 1003, 1007, 1011, 1014, 3000, 3999, 4000, 4999)
                .mapToObj(code -> closed("close code " + code, code, ClientFrames.close(code))))
        .flatMap(rows -> rows);
  }

  private static Stream<Attack> lengths() {
    byte[] say = "{\"type\":\"typing\"}".getBytes(UTF_8);
    return Stream.of(
        closed("a length below 126 in 16 bits", 1002, withLength(FIN | TEXT, 126, 2, HI)),
        closed("a length below 126 in 64 bits", 1002, withLength(FIN | TEXT, 127, 2, HI)),
        closed(
            "a length below 65536 in 64 bits",
            1002,
            withLength(FIN | TEXT, 127, 300, new byte[300])),
        closed("a length of 0 in 16 bits", 1002, withLength(FIN | TEXT, 126, 0, NOTHING)),
        closed("a length of 0 in 64 bits", 1002, withLength(FIN | TEXT, 127, 0, NOTHING)),
        closed("a length of -1", 1002, withLength(FIN | TEXT, 127, -1, HI)),
        closed("a length of 2^63", 1002, withLength(FIN | TEXT, 127, Long.MIN_VALUE, HI)),
        closed("a length of 2^63-1", 1009, withLength(FIN | TEXT, 127, Long.MAX_VALUE, HI)),
        closed("a length of 2^32", 1009, withLength(FIN | TEXT, 127, 1L << 32, HI)),
        closed("a length of 2^32+2", 1009, withLength(FIN | TEXT, 127, (1L << 32) + 2, HI)),
        closed("a length of 2^31", 1009, withLength(FIN | TEXT, 127, 1L << 31, HI)),
        closed("a text of 64 KiB and a byte", 1009, frame(FIN | TEXT, new byte[65_537])),
        closed("a text of 10 MiB", 1009, frame(FIN | TEXT, new byte[10 << 20])),
        closed("a binary of 64 KiB and a byte", 1009, frame(FIN | BINARY, new byte[65_537])),
        harmless("a text of 125 bytes", frame(FIN | TEXT, padded(say, 125))),
        harmless("a text of 126 bytes", frame(FIN | TEXT, padded(say, 126))),
        harmless("a text of 65535 bytes", frame(FIN | TEXT, padded(say, 65_535))),
        harmless("a text of 65536 bytes", frame(FIN | TEXT, padded(say, 65_536))));
  }

  private static byte[] padded(byte[] json, int length) {
    return join(json, " ".repeat(length - json.length).getBytes(UTF_8));
  }

  private static Stream<Attack> fragments() {
    byte[][] endless =
        Collections.nCopies(66, frame(CONTINUATION, new byte[1_000])).toArray(byte[][]::new);
    byte[][] crumbs =
        Collections.nCopies(65_537, frame(CONTINUATION, new byte[1])).toArray(byte[][]::new);
    byte[][] empty =
        Collections.nCopies(10_000, frame(CONTINUATION, NOTHING)).toArray(byte[][]::new);
    return Stream.of(
        closed("a fragment of nothing", 1002, frame(CONTINUATION, HI)),
        closed("a last fragment of nothing", 1002, frame(FIN | CONTINUATION, HI)),
        closed("a fragment after a whole message", 1002, text("{}"), frame(FIN, HI)),
        closed("a text inside a text", 1002, frame(TEXT, HI), text("hi")),
        closed("a fragmented text inside a text", 1002, frame(TEXT, HI), frame(TEXT, HI)),
        closed("a binary inside a text", 1002, frame(TEXT, HI), frame(FIN | BINARY, HI)),
        closed("64 KiB and more in fragments of 1,000 bytes", 1009, frame(TEXT, HI), join(endless)),
        closed(
            "64 KiB and a byte in fragments of one byte", 1009, frame(TEXT, NOTHING), join(crumbs)),
        closed(
            "two halves that are too long together",
            1009,
            frame(TEXT, new byte[40_000]),
            frame(FIN, new byte[40_000])),
        closed(
            "a fragment that says 2^62 bytes",
            1009,
            frame(TEXT, HI),
            withLength(FIN, 127, 1L << 62, HI)),
        harmless(
            "ten thousand empty fragments",
            frame(TEXT, NOTHING),
            join(empty),
            frame(FIN, "{}".getBytes(UTF_8))));
  }

  private static Stream<Attack> texts() {
    return Stream.of(
        closed("a binary message", 1003, frame(FIN | BINARY, HI)),
        closed("a fragmented binary message", 1003, frame(BINARY, HI)),
        closed("an empty binary message", 1003, frame(FIN | BINARY, NOTHING)),
        closed("bad UTF-8", 1007, frame(FIN | TEXT, BAD_UTF8)),
        closed(
            "bad UTF-8 over two fragments",
            1007,
            frame(TEXT, bytes('h', 0xC3)),
            frame(FIN, bytes(0x28))),
        closed("half a character at the end", 1007, frame(FIN | TEXT, bytes('h', 0xE4, 0xBD))),
        closed("a surrogate in UTF-8", 1007, frame(FIN | TEXT, bytes(0xED, 0xA0, 0x80))),
        closed("an overlong slash", 1007, frame(FIN | TEXT, bytes(0xC0, 0xAF))),
        closed("an overlong NUL", 1007, frame(FIN | TEXT, bytes(0xC0, 0x80))),
        closed("beyond Unicode", 1007, frame(FIN | TEXT, bytes(0xF4, 0x90, 0x80, 0x80))),
        closed(
            "five bytes for a character",
            1007,
            frame(FIN | TEXT, bytes(0xF8, 0x88, 0x80, 0x80, 0x80))),
        closed("a byte that is never in UTF-8", 1007, frame(FIN | TEXT, bytes(0xFF))),
        closedAfterFin("bad UTF-8", 1007, frame(FIN | TEXT, BAD_UTF8)),
        harmless(
            "a character over two fragments",
            frame(TEXT, bytes('"', 0xC3)),
            frame(FIN, bytes(0xA9, '"'))),
        harmless("a replacement character that was sent as such", text("\"\uFFFD\"")));
  }

  private static Stream<Attack> ends() {
    return Stream.of(
        Attack.vanishes("FIN without a close", RawClient::finish),
        Attack.vanishes("RST", RawClient::reset),
        Attack.vanishes("RST with a text on its way", s -> s.send(text("{}")).reset()),
        Attack.vanishes("FIN within a header", s -> s.send(bytes(0x81)).finish()),
        Attack.vanishes("FIN within a length", s -> s.send(bytes(0x81, 0xFE, 1)).finish()),
        Attack.vanishes("FIN within a mask", s -> s.send(bytes(0x81, 0x82, 1, 2)).finish()),
        Attack.vanishes(
            "FIN within a payload", s -> s.send(withLength(FIN | TEXT, 100, 100, HI)).finish()),
        Attack.vanishes(
            "RST within a payload", s -> s.send(withLength(FIN | TEXT, 100, 100, HI)).reset()),
        Attack.vanishes("FIN within a message", s -> s.send(frame(TEXT, HI)).finish()),
        Attack.vanishes("RST after a close", s -> s.send(ClientFrames.close(1000)).reset()),
        Attack.vanishes("RST after a mistake", s -> s.send(unmasked(FIN | TEXT, HI)).reset()),
        Attack.vanishes("garbage", s -> s.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").closeCode()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void inJson(Attack attack) {
    try (RawClient socket = house.socket()) {
      socket.upgraded("/chat", mallory, "Sec-WebSocket-Protocol: chat.v1");
      attack.deed().accept(socket);
    }
  }

  static Stream<Attack> commands() {
    String deep = "[".repeat(20_000);
    return Stream.of(
        refused("broken JSON", "bad-frame", "{\"type\":\"say\""),
        refused("no JSON", "bad-frame", "hello"),
        refused("nothing", "bad-frame", ""),
        refused("blanks", "bad-frame", "   "),
        refused("an array", "bad-frame", "[]"),
        refused("a string", "bad-frame", "\"say\""),
        refused("a number", "bad-frame", "1e999999999"),
        refused("null", "bad-frame", "null"),
        refused("two objects", "bad-frame", "{\"type\":\"typing\"}{}"),
        refused("garbage behind", "bad-frame", "{\"type\":\"typing\"} x"),
        refused("no type", "bad-frame", "{\"id\":\"1\",\"text\":\"x\"}"),
        refused("an unknown type", "unknown-type", "{\"type\":\"shout\",\"id\":\"1\"}"),
        refused("a type of the server", "unknown-type", "{\"type\":\"said\",\"id\":\"1\"}"),
        refused("a type that is a number", "bad-frame", "{\"type\":1}"),
        refused("a type twice", "bad-frame", "{\"type\":\"typing\",\"type\":\"typing\"}"),
        refused("a text twice", "bad-frame", say("1", "x").replace("}", ",\"text\":\"y\"}")),
        refused("no id", "bad-frame", "{\"type\":\"say\",\"text\":\"x\"}"),
        refused("an empty id", "bad-frame", say("", "x")),
        refused("an id of 65 characters", "bad-frame", say("x".repeat(65), "x")),
        refused("an id with a blank", "bad-frame", say("a b", "x")),
        refused(
            "an id that is a number", "bad-frame", "{\"type\":\"say\",\"id\":1,\"text\":\"x\"}"),
        refused("no text", "bad-frame", "{\"type\":\"say\",\"id\":\"1\"}"),
        refused(
            "a text that is null", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":null}"),
        refused(
            "a text that is an object", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":{}}"),
        refused("an empty text", "empty", say("1", "")),
        refused("a text of blanks", "empty", say("1", " \\n\\t\u3000\u200B")),
        refused("a text that is too long", "too-long", say("1", "x".repeat(4_097))),
        refused("a NUL in a text", "bad-frame", say("1", "a\\u0000b")),
        refused("a raw control character", "bad-frame", say("1", "a\u0007b")),
        refused("an escape character", "bad-frame", say("1", "a\\u001b[2Jb")),
        refused("a lone high surrogate", "bad-frame", say("1", "a\\ud800b")),
        refused("a lone low surrogate", "bad-frame", say("1", "\\udc00")),
        refused("surrogates in the wrong order", "bad-frame", say("1", "\\udc00\\ud800")),
        refused("nesting without end", "bad-frame", "{\"type\":\"say\",\"x\":" + deep),
        refused(
            "nesting in a text", "bad-frame", "{\"type\":\"say\",\"id\":\"1\",\"text\":" + deep),
        refused(
            "a huge number", "bad-frame", "{\"type\":\"typing\",\"x\":" + "9".repeat(10_000) + "}"),
        refused("a huge exponent as re", "bad-frame", say("1", "x", "1e400")),
        refused("a re that is too large", "bad-frame", say("1", "x", "9223372036854775808")),
        refused("a re that is a fraction", "bad-frame", say("1", "x", "1.5")),
        refused("a re that is negative", "bad-frame", say("1", "x", "-1")),
        refused("a re that is nowhere", "no-such-message", say("1", "x", "9223372036854775807")),
        refused(
            "an edit of nothing", "bad-frame", "{\"type\":\"edit\",\"id\":\"1\",\"text\":\"x\"}"),
        refused(
            "an edit of nowhere",
            "no-such-message",
            "{\"type\":\"edit\",\"id\":\"1\",\"of\":999999,\"text\":\"x\"}"),
        refused(
            "a deletion of nowhere",
            "no-such-message",
            "{\"type\":\"delete\",\"id\":\"1\",\"of\":999999}"),
        refused(
            "an edit of another's",
            "not-yours",
            "{\"type\":\"edit\",\"id\":\"1\",\"of\":1,\"text\":\"x\"}"),
        refused(
            "a deletion of another's", "not-yours", "{\"type\":\"delete\",\"id\":\"1\",\"of\":1}"),
        refused("a reaction that is no emoji", "bad-frame", react("<b>")),
        refused("a reaction with marks piled up", "bad-frame", react("👍" + "\u0301".repeat(40))),
        refused("two reactions in one", "bad-frame", react("👍👍")),
        refused(
            "a reaction that is on and off", "bad-frame", react("👍").replace("true", "\"yes\"")),
        refused(
            "fields without end",
            "bad-frame",
            "{"
                + IntStream.range(0, 5_000)
                    .mapToObj(i -> "\"f" + i + "\":" + i)
                    .collect(java.util.stream.Collectors.joining(","))
                + "}"),
        refused("a byte order mark", "bad-frame", "\uFEFF{\"type\":\"typing\"}"),
        refused("a comment", "bad-frame", "{/* */\"type\":\"typing\"}"),
        refused("not a number", "bad-frame", "{\"type\":\"typing\",\"x\":NaN}"),
        refused("single quotes", "bad-frame", "{'type':'typing'}"));
  }

  private static String say(String id, String text) {
    return "{\"type\":\"say\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}";
  }

  private static String say(String id, String text, String re) {
    return say(id, text).replace("}", ",\"re\":" + re + "}");
  }

  private static String react(String emoji) {
    return "{\"type\":\"react\",\"id\":\"1\",\"of\":1,\"emoji\":\"" + emoji + "\",\"on\":true}";
  }

  @ParameterizedTest
  @MethodSource("requests")
  void inPlaceOfARequest(Attack attack) {
    carryOut(attack);
  }

  static Stream<Attack> requests() {
    return Stream.of(keys(), versions(), upgrades(), smuggled(), addresses(), lines())
        .flatMap(rows -> rows);
  }

  private static final String KEY = "Sec-WebSocket-Key: " + RawClient.KEY;
  private static final String VERSION = "Sec-WebSocket-Version: 13";
  private static final String CONNECTION = "Connection: Upgrade";
  private static final String UPGRADE = "Upgrade: websocket";

  /** A request for a WebSocket by somebody who is signed in, made of these lines. */
  private static String asks(String first, String... lines) {
    return first
        + "\r\nHost: localhost\r\n"
        + mallory
        + "\r\n"
        + String.join("\r\n", lines)
        + "\r\n\r\n";
  }

  private static Attack answers(String name, int status, String... lines) {
    return answered(name, List.of(status), asks("GET /chat HTTP/1.1", lines));
  }

  private static Stream<Attack> keys() {
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

  private static Stream<Attack> versions() {
    return Stream.of(
        answers("version 8", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 8"),
        answers("version 0", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 0"),
        answers("version 14", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 14"),
        answers("versions 13 and 8", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 13, 8"),
        answers("version 013", 426, CONNECTION, UPGRADE, KEY, "Sec-WebSocket-Version: 013"),
        answers("no version", 426, CONNECTION, UPGRADE, KEY),
        answered(
            "HTTP/1.0",
            List.of(400, 505),
            asks("GET /chat HTTP/1.0", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "HTTP/2.0 in words",
            List.of(400, 505),
            asks("GET /chat HTTP/2.0", CONNECTION, UPGRADE, VERSION, KEY)));
  }

  private static Stream<Attack> upgrades() {
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
            "POST", List.of(400), asks("POST /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "HEAD", List.of(400), asks("HEAD /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)),
        answered(
            "CONNECT",
            List.of(400, 404, 405),
            asks("CONNECT /chat HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY)));
  }

  private static Stream<Attack> smuggled() {
    String[] all = {CONNECTION, UPGRADE, VERSION, KEY};
    return Stream.of(
        answered(
            "a body",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Content-Length: 5")) + "hello"),
        answered(
            "a body in chunks",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: chunked")) + "0\r\n\r\n"),
        answered(
            "chunks in disguise",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: gzip, chunked"))
                + "0\r\n\r\n"),
        answered(
            "chunks in capitals",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Transfer-Encoding: Chunked")) + "0\r\n\r\n"),
        answered(
            "a length and chunks",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Content-Length: 3", "Transfer-Encoding: chunked"))
                + "0\r\n\r\n"),
        answered(
            "a body that never comes",
            List.of(400, 413, 426),
            asks("GET /chat HTTP/1.1", with(all, "Content-Length: 99999999"))),
        answered(
            "a length that is no number",
            List.of(400),
            asks("GET /chat HTTP/1.1", with(all, "Content-Length: many"))),
        answered(
            "a negative length",
            List.of(400, 426),
            asks("GET /chat HTTP/1.1", with(all, "Content-Length: -1"))));
  }

  private static String[] with(String[] lines, String... more) {
    return Stream.concat(Stream.of(lines), Stream.of(more)).toArray(String[]::new);
  }

  private static Stream<Attack> addresses() {
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
            .map(address -> answered(address, List.of(404), asksAt(address))),
        Stream.of(
            answered("/chat/%", List.of(400, 404), asksAt("/chat/%")),
            answered("/chat/%zz", List.of(400, 404), asksAt("/chat/%zz")),
            answered("/chat;lobby", List.of(400, 404), asksAt("/chat;lobby")),
            answered("a raw blank", List.of(400), asksAt("/chat/a b")),
            answered("raw bytes", List.of(400, 404), asksAt("/chat/大厅")),
            answered("a bad query", List.of(400), asksAt("/chat?after=%zz")),
            answered("/chat/LOBBY", List.of(101), asksAt("/chat/LOBBY")),
            answered("/chat/%E5%A4%A7%E5%8E%85", List.of(101), asksAt("/chat/%E5%A4%A7%E5%8E%85")),
            answered("a cursor that is none", List.of(101), asksAt("/chat?after=1%3D1")),
            answered("an empty cursor", List.of(101), asksAt("/chat?after=")),
            answered("a cursor without a value", List.of(101), asksAt("/chat?after")),
            answered("two cursors", List.of(101), asksAt("/chat?after=a.1&after=b.2")),
            answered(
                "an address of 100 KiB",
                List.of(400, 414),
                asksAt("/chat?x=" + "x".repeat(100_000)))));
  }

  private static String asksAt(String address) {
    return asks("GET " + address + " HTTP/1.1", CONNECTION, UPGRADE, VERSION, KEY);
  }

  private static Stream<Attack> lines() {
    String good = asksAt("/chat");
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
        new Attack(
            "TLS",
            s -> {
              s.send(bytes(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3, 0x0D, 0x0A, 0x0D, 0x0A)).finish();
              assertThat(s.isEnded()).isTrue();
            }),
        new Attack(
            "half a request, then FIN",
            s -> {
              s.send("GET /chat HTT").finish();
              assertThat(s.isEnded()).isTrue();
            }),
        new Attack("half a request, then RST", s -> s.send("GET /chat HTT").reset()),
        new Attack("nothing, then RST", RawClient::reset),
        new Attack("a handshake, then RST", s -> s.send(good).reset()),
        new Attack(
            "frames before the answer",
            s -> {
              s.send(join(good.getBytes(UTF_8), ClientFrames.close(4321)));
              assertThat(s.answer().status()).isEqualTo(101);
              assertThat(s.closeCode()).isEqualTo(4321);
            }));
  }
}
