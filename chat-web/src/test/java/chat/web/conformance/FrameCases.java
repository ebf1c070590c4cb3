package chat.web.conformance;

import static chat.web.conformance.ConformanceCase.row;
import static chat.web.conformance.ConformanceCase.say;
import static chat.web.conformance.ConformanceCase.sized;
import static chat.web.testing.ClientFrames.BINARY;
import static chat.web.testing.ClientFrames.CLOSE;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.PONG;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.chopped;
import static chat.web.testing.ClientFrames.closePayload;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.maskedWith;
import static chat.web.testing.ClientFrames.ping;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.unmasked;
import static chat.web.testing.ClientFrames.withLength;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.testing.ClientFrames;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455, sections 5.1 to 5.3 and 5.6: lengths, masks, reserved bits and opcodes. */
final class FrameCases {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final int MAX_MESSAGE = 65_536;
  private static final String SAY = say("hi");
  private static final Map<String, Integer> OPCODES =
      new TreeMap<>(Map.of("text", TEXT, "binary", BINARY, "ping", PING, "pong", PONG));

  private FrameCases() {}

  static Stream<ConformanceCase> all() {
    return Stream.of(
            sizes(), sizesAtTheEdge(), badLengths(), masks(), reservedBits(), reservedOpcodes())
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> sizes() {
    return IntStream.of(125, 126, 127, 128, 65_535, MAX_MESSAGE)
        .boxed()
        .flatMap(size -> sizes(size, sized(size), frame(FIN | BINARY, new byte[size])));
  }

  private static Stream<ConformanceCase> sizes(int size, String message, byte[] binary) {
    return Stream.of(
        row("5.6", "a text of " + size + " bytes").sends(text(message)).says(message).staysOpen(),
        row("5.6", "a text of " + size + " bytes, in writes of " + (1 + size / 100))
            .sends(chopped(1 + size / 100, text(message)))
            .says(message)
            .staysOpen(),
        row("5.6", "a binary message of " + size + " bytes").sends(binary).fails(1003),
        row("5.6", "a binary message of " + size + " bytes, in writes of " + (1 + size / 100))
            .sends(chopped(1 + size / 100, binary))
            .fails(1003));
  }

  private static Stream<ConformanceCase> sizesAtTheEdge() {
    return Stream.of(
        row("5.6", "an empty text").sends(text("")).isRefused("bad-frame").staysOpen(),
        row("5.6", "an empty text between two")
            .sends(join(text(say("1", "one")), text(""), text(say("2", "two"))))
            .says(say("1", "one"), say("2", "two"))
            .isRefused("bad-frame")
            .staysOpen(),
        row("5.6", "an empty binary message").sends(frame(FIN | BINARY, NOTHING)).fails(1003),
        row("5.6", "a binary message after a text")
            .sends(join(text(SAY), frame(FIN | BINARY, HI)))
            .says(SAY)
            .fails(1003),
        row("5.6", "a binary message, then FIN").sends(frame(FIN | BINARY, HI)).failsAfterFin(1003),
        row("7.4.1", "a text of 65,537 bytes").sends(text(sized(MAX_MESSAGE + 1))).fails(1009),
        row("7.4.1", "a binary message of 65,537 bytes")
            .sends(frame(FIN | BINARY, new byte[MAX_MESSAGE + 1]))
            .fails(1009),
        row("7.4.1", "the head of a text of 65,537 bytes")
            .sends(withLength(FIN | TEXT, 127, MAX_MESSAGE + 1, HI))
            .failsAfterFin(1009));
  }

  private static Stream<ConformanceCase> badLengths() {
    return Stream.concat(
        Stream.of(
            tooLong("0 in 16 bits", withLength(FIN | TEXT, 126, 0, NOTHING)),
            tooLong("0 in 64 bits", withLength(FIN | TEXT, 127, 0, NOTHING)),
            tooLong("2 in 16 bits", withLength(FIN | TEXT, 126, 2, HI)),
            tooLong("2 in 64 bits", withLength(FIN | TEXT, 127, 2, HI)),
            tooLong("125 in 16 bits", withLength(FIN | TEXT, 126, 125, new byte[125])),
            tooLong("126 in 64 bits", withLength(FIN | TEXT, 127, 126, new byte[126])),
            tooLong("65,535 in 64 bits", withLength(FIN | TEXT, 127, 65_535, new byte[65_535])),
            tooLong("2 in 16 bits, of a ping", withLength(FIN | PING, 126, 2, HI)),
            tooLong("2 in 16 bits, of a fragment", frame(TEXT, HI), withLength(FIN, 126, 2, HI)),
            row("5.2", "a length of 2^63")
                .sends(withLength(FIN | TEXT, 127, Long.MIN_VALUE, HI))
                .failsAfterFin(1002),
            row("5.2", "a length of -1")
                .sends(withLength(FIN | TEXT, 127, -1, HI))
                .failsAfterFin(1002),
            row("5.5", "a ping with a length of 2^40")
                .sends(withLength(FIN | PING, 127, 1L << 40, HI))
                .failsAfterFin(1002)),
        Stream.of(1L << 31, 1L << 32, (1L << 32) + 2, Long.MAX_VALUE)
            .map(length ->
                row("7.4.1", "a length of " + length)
                    .sends(withLength(FIN | TEXT, 127, length, HI))
                    .failsAfterFin(1009)));
  }

  private static ConformanceCase tooLong(String name, byte[]... frames) {
    return row("5.2", "a length of " + name).sends(join(frames)).fails(1002);
  }

  private static Stream<ConformanceCase> masks() {
    return Stream.of(
        row("5.1", "an unmasked text").sends(unmasked(FIN | TEXT, HI)).fails(1002),
        row("5.1", "an unmasked empty text").sends(unmasked(FIN | TEXT, NOTHING)).fails(1002),
        row("5.1", "an unmasked binary message").sends(unmasked(FIN | BINARY, HI)).fails(1002),
        row("5.1", "an unmasked ping").sends(unmasked(FIN | PING, NOTHING)).fails(1002),
        row("5.1", "an unmasked pong").sends(unmasked(FIN | PONG, HI)).fails(1002),
        row("5.1", "an unmasked fragment")
            .sends(frame(TEXT, HI), unmasked(FIN | CONTINUATION, HI))
            .fails(1002),
        row("5.1", "an unmasked text after a text")
            .sends(join(text(SAY), unmasked(FIN | TEXT, HI)))
            .says(SAY)
            .fails(1002),
        row("5.1", "an unmasked text, then FIN")
            .sends(unmasked(FIN | TEXT, HI))
            .failsAfterFin(1002),
        row("5.1", "an unmasked close")
            .sends(unmasked(FIN | CLOSE, closePayload(1000, "")))
            .closes(1002),
        mask("zeros", bytes(0, 0, 0, 0)),
        mask("ones", bytes(0xFF, 0xFF, 0xFF, 0xFF)),
        mask("the bytes of the text", bytes('{', '"', 't', 'y')),
        row("5.3", "another masking key for each frame")
            .sends(
                maskedWith(bytes(1, 2, 3, 4), TEXT, SAY.substring(0, 5).getBytes(UTF_8)),
                maskedWith(bytes(5, 6, 7, 8), FIN | PING, HI),
                maskedWith(bytes(9, 10, 11, 12), FIN, SAY.substring(5).getBytes(UTF_8)))
            .says(SAY)
            .pongs(HI)
            .staysOpen());
  }

  private static ConformanceCase mask(String name, byte[] key) {
    return row("5.3", "a masking key of " + name)
        .sends(maskedWith(key, FIN | TEXT, SAY.getBytes(UTF_8)))
        .says(SAY)
        .staysOpen();
  }

  private static Stream<ConformanceCase> reservedBits() {
    return IntStream.rangeClosed(1, 7)
        .boxed()
        .flatMap(bits -> reservedBits("bits " + bits, bits << 4));
  }

  private static Stream<ConformanceCase> reservedBits(String name, int bits) {
    return Stream.concat(
        OPCODES.entrySet().stream()
            .map(opcode ->
                row("5.2", "reserved " + name + " on a " + opcode.getKey())
                    .sends(frame(FIN | bits | opcode.getValue(), HI))
                    .fails(1002)),
        Stream.of(
            row("5.2", "reserved " + name + " on a fragment")
                .sends(frame(TEXT, HI), frame(FIN | bits, HI))
                .fails(1002),
            row("5.2", "reserved " + name + " on a text between a text and a ping")
                .sends(join(text(SAY), frame(FIN | bits | TEXT, HI), ping("no answer")))
                .says(SAY)
                .fails(1002),
            row("5.2", "reserved " + name + " on a text, byte by byte")
                .sends(chopped(1, frame(FIN | bits | TEXT, HI)))
                .fails(1002),
            row("5.2", "reserved " + name + " on a close")
                .sends(frame(FIN | bits | CLOSE, closePayload(1000, "")))
                .closes(1002)));
  }

  private static Stream<ConformanceCase> reservedOpcodes() {
    return IntStream.of(3, 4, 5, 6, 7, 11, 12, 13, 14, 15)
        .boxed()
        .flatMap(opcode -> reservedOpcode("reserved opcode " + opcode, FIN | opcode));
  }

  private static Stream<ConformanceCase> reservedOpcode(String name, int firstByte) {
    return Stream.of(
        row("5.2", name).sends(frame(firstByte, NOTHING)).fails(1002),
        row("5.2", name + " with 300 bytes").sends(frame(firstByte, new byte[300])).fails(1002),
        row("5.2", name + " between a text and a ping")
            .sends(join(text(SAY), frame(firstByte, HI), ping("no answer")))
            .says(SAY)
            .fails(1002),
        row("5.2", name + " between fragments")
            .sends(frame(TEXT, HI), frame(firstByte, HI), frame(FIN, HI))
            .fails(1002),
        row("5.2", name + " without FIN").sends(frame(firstByte & ~FIN, HI)).fails(1002),
        row("5.2", name + ", byte by byte").sends(chopped(1, frame(firstByte, HI))).fails(1002),
        row("5.2", name + ", then FIN").sends(frame(firstByte, HI)).failsAfterFin(1002),
        row("5.2", name + " before a close")
            .sends(join(frame(firstByte, HI), ClientFrames.close(1000)))
            .closes(1002));
  }
}
