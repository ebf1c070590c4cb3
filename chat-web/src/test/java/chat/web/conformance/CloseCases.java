package chat.web.conformance;

import static chat.web.conformance.ConformanceCase.row;
import static chat.web.conformance.ConformanceCase.say;
import static chat.web.testing.ClientFrames.BINARY;
import static chat.web.testing.ClientFrames.CLOSE;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.chopped;
import static chat.web.testing.ClientFrames.close;
import static chat.web.testing.ClientFrames.closePayload;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.ping;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.unmasked;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * RFC 6455, sections 5.5.1 and 7: the closing handshake, close codes, reasons and the end of TCP.
 */
final class CloseCases {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final String SAY = say("hi");

  /** Sent when the member has signed out. */
  private static final int SERVER_CLOSE = 4001;

  private static final byte[] RESERVED = frame(FIN | 0x3, HI);

  private CloseCases() {}

  static Stream<ConformanceCase> all() {
    return Stream.of(codes(), reasons(), malformed(), within(), after(), afterMistake())
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> codes() {
    return Stream.concat(
        IntStream.of(
                1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999,
                4000, 4999)
            .mapToObj(code -> row("7.4.1", "close code " + code).sends(close(code)).closes(code)),
        IntStream.of(
                0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 10_000, 65_535)
            .mapToObj(
                code -> row("7.4.2", "bad close code " + code).sends(close(code)).closes(1002)));
  }

  private static Stream<ConformanceCase> reasons() {
    Stream<ConformanceCase> valid =
        Stream.of("b", "bye", "再见 👋 à bientôt", "x".repeat(122), "x".repeat(123), "é".repeat(60))
            .map(reason ->
                row("7.1.6", "a reason of " + reason.getBytes(UTF_8).length + " bytes")
                    .sends(frame(FIN | CLOSE, closePayload(1001, reason)))
                    .closes(1001));
    Stream<ConformanceCase> malformed =
        Utf8Cases.MALFORMED.stream()
            .filter(bad -> bad.utf8().length <= 64)
            .map(bad ->
                row("7.1.6", "a reason with " + bad.name())
                    .sends(frame(FIN | CLOSE, join(closePayload(1000, "a "), bad.utf8())))
                    .closes(1007));
    Stream<ConformanceCase> cut =
        Stream.of(bytes(0xC3), bytes(0xE4, 0xBD), bytes(0xF0, 0x9D, 0x84))
            .map(end ->
                row("7.1.6", "a reason cut within a character of " + (end.length + 1))
                    .sends(frame(FIN | CLOSE, join(closePayload(1000, "a "), end)))
                    .closes(1007));
    return Stream.of(valid, malformed, cut).flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> malformed() {
    return Stream.of(
        row("5.5.1", "a close without a code").sends(frame(FIN | CLOSE, NOTHING)).closes(1000),
        row("5.5.1", "a close of 1 byte").sends(frame(FIN | CLOSE, bytes(3))).closes(1002),
        row("5.5.1", "a close of 126 bytes")
            .sends(frame(FIN | CLOSE, closePayload(1000, "x".repeat(124))))
            .closes(1002),
        row("5.5.1", "a close of 70,000 bytes")
            .sends(frame(FIN | CLOSE, closePayload(1000, "x".repeat(69_998))))
            .closes(1002),
        row("5.5.1", "a close in fragments")
            .sends(frame(CLOSE, closePayload(1000, "")))
            .closes(1002),
        row("5.5.1", "an empty close in fragments").sends(frame(CLOSE, NOTHING)).closes(1002),
        row("5.5.1", "a close, then FIN").sends(close(1000)).failsAfterFin(1000),
        row("5.5.1", "an unmasked close of 1 byte")
            .sends(unmasked(FIN | CLOSE, bytes(3)))
            .closes(1002));
  }

  private static Stream<ConformanceCase> within() {
    return Stream.of(
        row("7.1.2", "a close, byte by byte").sends(chopped(1, close(1000))).closes(1000),
        row("7.1.2", "a close after a text")
            .sends(join(text(SAY), close(1000)))
            .says(SAY)
            .closes(1000),
        row("7.1.2", "a close after two texts, byte by byte")
            .sends(chopped(1, join(text(say("1", "one")), text(say("2", "two")), close(1001))))
            .says(say("1", "one"), say("2", "two"))
            .closes(1001),
        row("7.1.2", "a close after a ping")
            .sends(join(ping("hi"), close(1000)))
            .pongs(HI)
            .closes(1000),
        row("5.4", "a close after a fragment").sends(frame(TEXT, HI), close(1000)).closes(1000),
        row("5.4", "a close between fragments")
            .sends(join(frame(TEXT, HI), close(1000), frame(FIN, HI)))
            .closes(1000),
        row("5.4", "a malformed close between fragments")
            .sends(join(frame(TEXT, HI), close(1005), frame(FIN, HI)))
            .closes(1002));
  }

  /** What comes after a close frame is not looked at. */
  private static Stream<ConformanceCase> after() {
    return Stream.of(
            after("another close", close(1001)),
            after("a text", text(SAY)),
            after("a ping", ping("hi")),
            after("a fragment", frame(CONTINUATION, HI)),
            after("a binary message", frame(FIN | BINARY, HI)),
            after("a reserved opcode", RESERVED),
            after("an unmasked text", unmasked(FIN | TEXT, HI)),
            after("bad UTF-8", frame(FIN | TEXT, bytes(0xFF))),
            after("half a frame", bytes(0x81, 0xFE, 1)))
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> after(String name, byte[] more) {
    return Stream.of(
        row("5.5.1", name + " after a close").sends(join(close(1000), more)).closes(1000),
        row("5.5.1", name + " after a malformed close")
            .sends(join(close(1005), more))
            .closes(1002));
  }

  /** After its own close frame the server discards all but the close of the client. */
  private static Stream<ConformanceCase> afterMistake() {
    return Stream.of(
        discarded("nothing", NOTHING),
        discarded("a text", text(SAY)),
        discarded("a ping", ping("hi")),
        discarded("another mistake", RESERVED),
        discarded("a binary message", frame(FIN | BINARY, HI)),
        discarded("an unmasked text", unmasked(FIN | TEXT, HI)),
        discarded("bad UTF-8", frame(FIN | TEXT, bytes(0xFF))),
        discarded("a text of 100,000 bytes", frame(FIN | TEXT, new byte[100_000])),
        row("7.1.7", "a mistake, and a close of 1 byte")
            .sends(join(RESERVED, frame(FIN | CLOSE, bytes(3))))
            .closes(1002),
        row("7.1.7", "a mistake, and an unmasked close")
            .sends(join(RESERVED, unmasked(FIN | CLOSE, NOTHING)))
            .closes(1002),
        row("7.1.7", "a mistake, and a text without an end, then FIN")
            .sends(join(RESERVED, bytes(0x81, 0xFE, 1)))
            .failsAfterFin(1002),
        row("7.1.7", "a mistake within a mistake")
            .sends(join(frame(FIN | BINARY, HI), RESERVED, close(1003)))
            .closes(1003),
        row("7.1.7", "a long text and a close, in writes of 1,000 bytes")
            .sends(chopped(1_000, join(frame(FIN | TEXT, new byte[100_000]), close(1009))))
            .closes(1009));
  }

  /** Answers to a close frame that the server sends by itself: TCP ends with the first close. */
  static Stream<ConformanceCase> answers() {
    byte[] answer = close(SERVER_CLOSE);
    return Stream.of(
        answer("the same code", answer),
        answer("another code", close(1000)),
        answer("no code", frame(FIN | CLOSE, NOTHING)),
        answer("a close, byte by byte", chopped(1, answer)),
        answer("a bad close code", close(1005)),
        answer("a close of 1 byte", frame(FIN | CLOSE, bytes(3))),
        answer("a close in fragments", frame(CLOSE, NOTHING)),
        answer("an unmasked close", unmasked(FIN | CLOSE, NOTHING)),
        answer("a close of 126 bytes", frame(FIN | CLOSE, new byte[126])),
        answer("two closes", join(answer, answer)),
        answer("a text and a close", join(text(SAY), answer)),
        answer("a ping and a close", join(ping("hi"), answer)),
        answer("a fragment and a close", join(frame(TEXT, HI), answer)),
        answer("a fragment of nothing and a close", join(frame(FIN, HI), answer)),
        answer("a binary message and a close", join(frame(FIN | BINARY, HI), answer)),
        answer("a reserved opcode and a close", join(RESERVED, answer)),
        answer("an unmasked text and a close", join(unmasked(FIN | TEXT, HI), answer)),
        answer("bad UTF-8 and a close", join(frame(FIN | TEXT, bytes(0xFF)), answer)),
        answer("a long text and a close", join(frame(FIN | TEXT, new byte[100_000]), answer)));
  }

  private static ConformanceCase answer(String name, byte[]... writes) {
    return row("7.1.1", name + " as the answer").sends(writes).closes(SERVER_CLOSE);
  }

  private static ConformanceCase discarded(String name, byte[] more) {
    return row("7.1.7", "a mistake, " + name + " and a close")
        .sends(join(RESERVED, more, close(1002)))
        .closes(1002);
  }
}
