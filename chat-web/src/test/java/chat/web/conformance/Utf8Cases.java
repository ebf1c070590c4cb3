package chat.web.conformance;

import static chat.web.conformance.ConformanceCase.row;
import static chat.web.conformance.ConformanceCase.say;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.chopped;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import chat.web.testing.ClientFrames;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455, section 8.1: texts that are UTF-8 (RFC 3629), and texts that are not. */
final class Utf8Cases {
  private static final String EACH_LENGTH = "aµ€𝄞z";
  private static final String REST = " and the rest";

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /**
   * Bytes that are not UTF-8, wherever they are in a text.
   *
   * @param hex the bytes in hexadecimal digits
   */
  record Malformed(String name, String hex) {
    byte[] utf8() {
      return HEX.parseHex(hex);
    }
  }

  static final List<Malformed> MALFORMED =
      List.of(
          new Malformed("the first continuation byte", "80"),
          new Malformed("the last continuation byte", "bf"),
          new Malformed("two continuation bytes", "80 bf"),
          new Malformed("six continuation bytes", "80 bf 80 bf 80 bf"),
          new Malformed("all continuation bytes", allBytes(0x80, 0xBF, "")),
          new Malformed("all first bytes of two, each before a blank", allBytes(0xC0, 0xDF, " 20")),
          new Malformed(
              "all first bytes of three, each before a blank", allBytes(0xE0, 0xEF, " 20")),
          new Malformed(
              "all first bytes of four, each before a blank", allBytes(0xF0, 0xF7, " 20")),
          new Malformed("all first bytes of five and six", allBytes(0xF8, 0xFD, " 20")),
          new Malformed("two bytes without the last", "c3 78"),
          new Malformed("three bytes without the last", "e2 82 78"),
          new Malformed("three bytes without the last two", "e2 78"),
          new Malformed("four bytes without the last", "f0 9d 84 78"),
          new Malformed("four bytes without the last two", "f0 9d 78"),
          new Malformed("four bytes without the last three", "f0 78"),
          new Malformed("cut characters in a row", "c3 e2 82 f0 9d 84"),
          new Malformed("a continuation byte too many", "c3 a9 80"),
          new Malformed("the byte FE", "fe"),
          new Malformed("the byte FF", "ff"),
          new Malformed("the bytes FE FE FF FF", "fe fe ff ff"),
          new Malformed("a slash in two bytes", "c0 af"),
          new Malformed("a slash in three bytes", "e0 80 af"),
          new Malformed("a slash in four bytes", "f0 80 80 af"),
          new Malformed("a slash in five bytes", "f8 80 80 80 af"),
          new Malformed("a slash in six bytes", "fc 80 80 80 80 af"),
          new Malformed("U+007F in two bytes", "c1 bf"),
          new Malformed("U+07FF in three bytes", "e0 9f bf"),
          new Malformed("U+FFFF in four bytes", "f0 8f bf bf"),
          new Malformed("U+1FFFFF in five bytes", "f8 87 bf bf bf"),
          new Malformed("U+3FFFFFF in six bytes", "fc 83 bf bf bf bf"),
          new Malformed("U+0000 in two bytes", "c0 80"),
          new Malformed("U+0000 in three bytes", "e0 80 80"),
          new Malformed("U+0000 in four bytes", "f0 80 80 80"),
          new Malformed("U+0000 in five bytes", "f8 80 80 80 80"),
          new Malformed("U+0000 in six bytes", "fc 80 80 80 80 80"),
          new Malformed("the surrogate U+D800", "ed a0 80"),
          new Malformed("the surrogate U+DB7F", "ed ad bf"),
          new Malformed("the surrogate U+DB80", "ed ae 80"),
          new Malformed("the surrogate U+DBFF", "ed af bf"),
          new Malformed("the surrogate U+DC00", "ed b0 80"),
          new Malformed("the surrogate U+DF80", "ed be 80"),
          new Malformed("the surrogate U+DFFF", "ed bf bf"),
          new Malformed("a pair of surrogates", "ed a0 80 ed b0 80"),
          new Malformed("the last pair of surrogates", "ed af bf ed bf bf"),
          new Malformed("U+110000", "f4 90 80 80"),
          new Malformed("U+13FFFF", "f4 bf bf bf"),
          new Malformed("U+140000", "f5 80 80 80"),
          new Malformed("U+1FFFFF", "f7 bf bf bf"),
          new Malformed("U+200000", "f8 88 80 80 80"),
          new Malformed("U+4000000", "fc 84 80 80 80 80"),
          new Malformed("U+7FFFFFFF", "fd bf bf bf bf bf"),
          new Malformed("ISO 8859-1", "66 fc 72"));

  private Utf8Cases() {}

  /** All bytes of a range, each with another one behind it. */
  private static String allBytes(int first, int last, String behind) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(b -> HEX.toHexDigits((byte) b) + behind)
        .collect(joining(" "));
  }

  static Stream<ConformanceCase> all() {
    return Stream.of(
            valid(),
            control(),
            split(),
            MALFORMED.stream().flatMap(Utf8Cases::malformed),
            splitMalformed(),
            cutAtTheEnd(),
            inLongTexts(),
            failFast())
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> valid() {
    Stream<Integer> edges =
        Stream.of(
            0x20, 0x7E, 0xA0, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFDD0, 0xFDEF, 0xFEFF,
            0xFFFD, 0x10000, 0x3FFFD, 0x40000, 0xFFFFD, 0x100000, 0x10FFFD);
    Stream<Integer> nonCharacters =
        IntStream.rangeClosed(0, 16)
            .boxed()
            .flatMap(p -> Stream.of(p << 16 | 0xFFFE, p << 16 | 0xFFFF));
    return Stream.concat(
        Stream.concat(edges, nonCharacters)
            .map(point -> valid(String.format("U+%04X", point), Character.toString(point))),
        Stream.of(
            valid("one byte each", "Hello, world"),
            valid("two bytes each", "Γειά σου Κόσμε, Привет мир"),
            valid("three bytes each", "大家好，你好世界"),
            valid("four bytes each", "🎉𝄞👨‍👩‍👧𠜎"),
            valid("combining marks", "e\u0301 \u1100\u1161"),
            valid("a private-use character", "\uE000"),
            valid("a replacement character that was sent as such", "\uFFFD")));
  }

  private static ConformanceCase valid(String name, String part) {
    String message = say("a" + part + "z");
    return row("8.1", name).sends(text(message)).says(message).staysOpen();
  }

  /** Valid UTF-8, but no text of a room. */
  private static Stream<ConformanceCase> control() {
    return Stream.of(0x0, 0x1F, 0x7F, 0x80, 0x9F)
        .map(point ->
            row("8.1", String.format("the control character U+%04X", point))
                .sends(text(say(Character.toString(point))))
                .isRefused("bad-frame")
                .staysOpen());
  }

  private static Stream<ConformanceCase> split() {
    String message = say(EACH_LENGTH);
    byte[] utf8 = message.getBytes(UTF_8);
    byte[] whole = text(message);
    int first = utf8.length - EACH_LENGTH.getBytes(UTF_8).length - 2;
    return IntStream.rangeClosed(first, utf8.length - 2)
        .boxed()
        .flatMap(at ->
            Stream.of(
                row("8.1", "fragments that part after byte " + (at - first))
                    .sends(inTwo(utf8, at))
                    .says(message)
                    .staysOpen(),
                row("8.1", "fragments that part after byte " + (at - first) + ", with a ping")
                    .sends(inTwo(utf8, at)[0], frame(FIN | PING, bytes()), inTwo(utf8, at)[1])
                    .says(message)
                    .pongs("")
                    .staysOpen(),
                row("8.1", "TCP writes that part after byte " + (at - first))
                    .sends(parted(whole, whole.length - utf8.length + at))
                    .says(message)
                    .staysOpen()));
  }

  /** Two fragments. */
  private static byte[][] inTwo(byte[] utf8, int at) {
    byte[][] parts = parted(utf8, at);
    return new byte[][] {frame(TEXT, parts[0]), frame(FIN | CONTINUATION, parts[1])};
  }

  private static byte[][] parted(byte[] bytes, int at) {
    return new byte[][] {Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)};
  }

  private static Stream<ConformanceCase> malformed(Malformed malformed) {
    byte[] utf8 = join("text ".getBytes(UTF_8), malformed.utf8(), REST.getBytes(UTF_8));
    return Stream.of(
        row("8.1", malformed.name).sends(frame(FIN | TEXT, utf8)).fails(1007),
        row("8.1", malformed.name + ", each byte a fragment").sends(fragments(utf8)).fails(1007));
  }

  private static byte[][] fragments(byte[] utf8) {
    byte[][] parts = chopped(1, utf8);
    return Stream.concat(
            Stream.of(frame(TEXT, parts[0])),
            Arrays.stream(parts).skip(1).map(part -> frame(CONTINUATION, part)))
        .toArray(byte[][]::new);
  }

  private static Stream<ConformanceCase> splitMalformed() {
    return MALFORMED.stream()
        .filter(malformed -> malformed.utf8().length > 1 && malformed.utf8().length < 5)
        .flatMap(malformed ->
            IntStream.range(1, malformed.utf8().length)
                .mapToObj(at ->
                    row("8.1", malformed.name + ", parted after byte " + at)
                        .sends(inTwo(malformed.utf8(), at))
                        .fails(1007)));
  }

  private static Stream<ConformanceCase> cutAtTheEnd() {
    return Stream.of(
            bytes('h', 0xC3),
            bytes('h', 0xE4),
            bytes('h', 0xE4, 0xBD),
            bytes(0xF0),
            bytes(0xF0, 0x9D),
            bytes(0xF0, 0x9D, 0x84))
        .flatMap(utf8 -> cutAtTheEnd("a text that ends with " + HEX.formatHex(utf8), utf8));
  }

  private static Stream<ConformanceCase> cutAtTheEnd(String name, byte[] utf8) {
    return Stream.of(
        row("8.1", name).sends(frame(FIN | TEXT, utf8)).fails(1007),
        row("8.1", name + ", and an empty last fragment")
            .sends(frame(TEXT, utf8), frame(FIN, bytes()))
            .fails(1007),
        row("8.1", name + ", before one that begins with 84 bd")
            .sends(join(frame(FIN | TEXT, utf8), frame(FIN | TEXT, bytes(0x84, 0xBD))))
            .fails(1007));
  }

  private static Stream<ConformanceCase> inLongTexts() {
    String message = say("é€𝄞".repeat(1_000));
    byte[] bad = join(message.getBytes(UTF_8), bytes(0xFF));
    byte[] begin = frame(TEXT, bytes('h'));
    return Stream.of(
        row("8.1", "a long text").sends(text(message)).says(message).staysOpen(),
        row("8.1", "a long text, each byte a fragment")
            .sends(join(ClientFrames.fragments(1, message)))
            .says(message)
            .staysOpen(),
        row("8.1", "a long text with FF at its end").sends(frame(FIN | TEXT, bad)).fails(1007),
        row("8.1", "a long fragment with FF at its end")
            .sends(begin, frame(CONTINUATION, bad))
            .fails(1007),
        row("8.1", "a long last fragment with FF at its end")
            .sends(begin, frame(FIN, bad))
            .fails(1007));
  }

  /** The last fragment is not waited for. */
  private static Stream<ConformanceCase> failFast() {
    byte[] bad = bytes('h', 0xC3, 0x28);
    return Stream.of(
        row("8.1", "a first fragment that is not UTF-8").sends(frame(TEXT, bad)).fails(1007),
        row("8.1", "a second fragment that is not UTF-8")
            .sends(frame(TEXT, bytes('h')), frame(CONTINUATION, bad))
            .fails(1007),
        row("8.1", "a second fragment that does not continue a character")
            .sends(frame(TEXT, bytes('h', 0xC3)), frame(CONTINUATION, bytes(0x28)))
            .fails(1007),
        row("8.1", "a second fragment beyond Unicode")
            .sends(frame(TEXT, bytes('h', 0xF4)), frame(CONTINUATION, bytes(0x90)))
            .fails(1007),
        row("8.1", "a fragment that is not UTF-8, then FIN")
            .sends(frame(TEXT, bad))
            .failsAfterFin(1007),
        row("8.1", "a text that is not UTF-8, then FIN")
            .sends(frame(FIN | TEXT, bad))
            .failsAfterFin(1007),
        row("8.1", "a text that is not UTF-8, byte by byte")
            .sends(chopped(1, frame(FIN | TEXT, bad)))
            .fails(1007),
        row("8.1", "a text that is not UTF-8 after one that is")
            .sends(join(text(say("hi")), frame(FIN | TEXT, bad)))
            .says(say("hi"))
            .fails(1007));
  }
}
