package chat.web.attack;

import static chat.web.attack.AttackCase.closed;
import static chat.web.attack.AttackCase.closedAfterFin;
import static chat.web.attack.AttackCase.harmless;
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

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that break RFC 6455, or end in the middle, on a WebSocket that is open. */
@Tag("server")
class FrameAttackTest extends AttackTestBase {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final byte[] BAD_UTF8 = bytes('h', 0xC3, 0x28);
  private static final int RSV1 = 0x40;
  private static final int RSV2 = 0x20;
  private static final int RSV3 = 0x10;

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameClosesTheConnectionOrIsHarmless(AttackCase attack) {
    try (RawClient socket = server.rawClient()) {
      socket.upgraded("/chat", mallory, "Sec-WebSocket-Protocol: chat.v1");
      attack.action().accept(socket);
    }
  }

  static Stream<AttackCase> frames() {
    return Stream.of(
            masks(), reserved(), controls(), closes(), lengths(), fragments(), texts(), ends())
        .flatMap(rows -> rows);
  }

  private static Stream<AttackCase> masks() {
    return Stream.of(
        closed("an unmasked text", 1002, unmasked(FIN | TEXT, HI)),
        closed("an unmasked ping", 1002, unmasked(FIN | PING, NOTHING)),
        closed("an unmasked close", 1002, unmasked(FIN | CLOSE, closePayload(1000, ""))),
        closed("an unmasked fragment", 1002, frame(TEXT, HI), unmasked(FIN | CONTINUATION, HI)),
        closedAfterFin("an unmasked text", 1002, unmasked(FIN | TEXT, HI)));
  }

  private static Stream<AttackCase> reserved() {
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

  private static Stream<AttackCase> controls() {
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

  private static Stream<AttackCase> closes() {
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

  private static Stream<AttackCase> lengths() {
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

  private static Stream<AttackCase> fragments() {
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

  private static Stream<AttackCase> texts() {
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

  private static Stream<AttackCase> ends() {
    return Stream.of(
        AttackCase.disconnects("FIN without a close", RawClient::sendFin),
        AttackCase.disconnects("RST", RawClient::reset),
        AttackCase.disconnects("RST with a text on its way", s -> s.send(text("{}")).reset()),
        AttackCase.disconnects("FIN within a header", s -> s.send(bytes(0x81)).sendFin()),
        AttackCase.disconnects("FIN within a length", s -> s.send(bytes(0x81, 0xFE, 1)).sendFin()),
        AttackCase.disconnects("FIN within a mask", s -> s.send(bytes(0x81, 0x82, 1, 2)).sendFin()),
        AttackCase.disconnects(
            "FIN within a payload", s -> s.send(withLength(FIN | TEXT, 100, 100, HI)).sendFin()),
        AttackCase.disconnects(
            "RST within a payload", s -> s.send(withLength(FIN | TEXT, 100, 100, HI)).reset()),
        AttackCase.disconnects("FIN within a message", s -> s.send(frame(TEXT, HI)).sendFin()),
        AttackCase.disconnects("RST after a close", s -> s.send(ClientFrames.close(1000)).reset()),
        AttackCase.disconnects(
            "RST after a mistake", s -> s.send(unmasked(FIN | TEXT, HI)).reset()),
        AttackCase.disconnects(
            "garbage", s -> s.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").closeCode()));
  }
}
