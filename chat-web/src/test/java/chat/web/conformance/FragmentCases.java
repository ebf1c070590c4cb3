package chat.web.conformance;

import static chat.web.conformance.ConformanceCase.row;
import static chat.web.conformance.ConformanceCase.say;
import static chat.web.conformance.ConformanceCase.sized;
import static chat.web.testing.ClientFrames.BINARY;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.PONG;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.chopped;
import static chat.web.testing.ClientFrames.close;
import static chat.web.testing.ClientFrames.fragments;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.ping;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.withLength;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455, sections 5.4 and 5.5: fragments, and the control frames between them. */
final class FragmentCases {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);
  private static final String SAY = say("in fragments");
  private static final byte[] HEAD = SAY.substring(0, 9).getBytes(UTF_8);
  private static final byte[] TAIL = SAY.substring(9).getBytes(UTF_8);
  private static final byte[] ANY_BYTES = bytes(0xFF, 0x00, 0xC3, 0x28, 0x80, 0xED, 0xA0);

  private FragmentCases() {}

  static Stream<ConformanceCase> all() {
    return Stream.of(pings(), pongs(), longControls(), joined(), between(), badOrder(), sizes())
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> pings() {
    byte[] longest = ping("p".repeat(125));
    byte[][] ten = IntStream.range(0, 10).mapToObj(i -> ping("ping " + i)).toArray(byte[][]::new);
    byte[][] tenPayloads =
        IntStream.range(0, 10).mapToObj(i -> ("ping " + i).getBytes(UTF_8)).toArray(byte[][]::new);
    return Stream.of(
        row("5.5.2", "an empty ping").sends(ping("")).pongs("").staysOpen(),
        row("5.5.2", "a ping of 1 byte").sends(ping("p")).pongs("p").staysOpen(),
        row("5.5.2", "a ping that is no UTF-8")
            .sends(frame(FIN | PING, ANY_BYTES))
            .pongs(ANY_BYTES)
            .staysOpen(),
        row("5.5.2", "a ping of 124 bytes")
            .sends(ping("p".repeat(124)))
            .pongs("p".repeat(124))
            .staysOpen(),
        row("5.5.2", "a ping of 125 bytes").sends(longest).pongs("p".repeat(125)).staysOpen(),
        row("5.5.2", "a ping of 125 bytes, byte by byte")
            .sends(chopped(1, longest))
            .pongs("p".repeat(125))
            .staysOpen(),
        row("5.5.2", "ten pings").sends(ten).pongs(tenPayloads).staysOpen(),
        row("5.5.2", "ten pings in one write").sends(join(ten)).pongs(tenPayloads).staysOpen(),
        row("5.5.2", "ten pings, byte by byte")
            .sends(chopped(1, join(ten)))
            .pongs(tenPayloads)
            .staysOpen());
  }

  private static Stream<ConformanceCase> pongs() {
    byte[] pong = frame(FIN | PONG, HI);
    return Stream.of(
        row("5.5.3", "an empty pong nobody asked for")
            .sends(frame(FIN | PONG, NOTHING))
            .staysOpen(),
        row("5.5.3", "a pong nobody asked for").sends(pong).staysOpen(),
        row("5.5.3", "a pong of 125 bytes").sends(frame(FIN | PONG, new byte[125])).staysOpen(),
        row("5.5.3", "a pong that is no UTF-8").sends(frame(FIN | PONG, ANY_BYTES)).staysOpen(),
        row("5.5.3", "a pong, then a ping").sends(pong, ping("hi")).pongs(HI).staysOpen(),
        row("5.5.3", "ten pongs")
            .sends(Collections.nCopies(10, pong).toArray(byte[][]::new))
            .staysOpen());
  }

  private static Stream<ConformanceCase> longControls() {
    return Stream.of(
            IntStream.of(126, 127, 128, 65_535, 65_536)
                .boxed()
                .flatMap(size ->
                    Stream.of(
                        row("5.5", "a ping of " + size + " bytes")
                            .sends(frame(FIN | PING, new byte[size]))
                            .fails(1002),
                        row("5.5", "a pong of " + size + " bytes")
                            .sends(frame(FIN | PONG, new byte[size]))
                            .fails(1002))),
            Stream.of(
                row("5.5", "a ping of 126 bytes, byte by byte")
                    .sends(chopped(1, frame(FIN | PING, new byte[126])))
                    .fails(1002),
                row("5.5", "a ping in fragments").sends(frame(PING, HI)).fails(1002),
                row("5.5", "an empty ping in fragments").sends(frame(PING, NOTHING)).fails(1002),
                row("5.5", "a ping in two fragments")
                    .sends(frame(PING, HI), frame(FIN, HI))
                    .fails(1002),
                row("5.5", "a ping in fragments between fragments")
                    .sends(frame(TEXT, HEAD), frame(PING, HI))
                    .fails(1002),
                row("5.5", "a pong in fragments").sends(frame(PONG, HI)).fails(1002),
                row("5.5", "an empty pong in fragments").sends(frame(PONG, NOTHING)).fails(1002)))
        .flatMap(rows -> rows);
  }

  private static Stream<ConformanceCase> joined() {
    byte[][] two = {frame(TEXT, HEAD), frame(FIN, TAIL)};
    return Stream.of(
        joined("two fragments", two),
        joined("two fragments in one write", join(two)),
        joined("two fragments, byte by byte", chopped(1, join(two))),
        joined("a fragment for each byte", fragments(1, SAY)),
        joined("a fragment for each byte, in one write", join(fragments(1, SAY))),
        joined("a fragment for each byte, byte by byte", chopped(1, join(fragments(1, SAY)))),
        joined("an empty first fragment", frame(TEXT, NOTHING), frame(FIN, SAY.getBytes(UTF_8))),
        joined("an empty last fragment", frame(TEXT, SAY.getBytes(UTF_8)), frame(FIN, NOTHING)),
        joined(
            "empty fragments everywhere",
            frame(TEXT, NOTHING),
            frame(CONTINUATION, HEAD),
            frame(CONTINUATION, NOTHING),
            frame(CONTINUATION, TAIL),
            frame(FIN, NOTHING)),
        row("5.4", "three empty fragments")
            .sends(frame(TEXT, NOTHING), frame(CONTINUATION, NOTHING), frame(FIN, NOTHING))
            .isRefused("bad-frame")
            .staysOpen(),
        row("5.4", "two messages in fragments, then one that is whole")
            .sends(
                join(fragments(7, say("1", "one"))),
                join(fragments(8, say("2", "two"))),
                text(say("3", "three")))
            .says(say("1", "one"), say("2", "two"), say("3", "three"))
            .staysOpen());
  }

  private static ConformanceCase joined(String name, byte[]... frames) {
    return row("5.4", name).sends(frames).says(SAY).staysOpen();
  }

  private static Stream<ConformanceCase> between() {
    byte[] head = frame(TEXT, HEAD);
    byte[] tail = frame(FIN, TAIL);
    byte[] pong = frame(FIN | PONG, HI);
    byte[][] ten = Collections.nCopies(10, ping("hi")).toArray(byte[][]::new);
    byte[][] tenPayloads = Collections.nCopies(10, HI).toArray(byte[][]::new);
    return Stream.of(
        row("5.4", "a ping between fragments")
            .sends(head, ping("hi"), tail)
            .pongs(HI)
            .says(SAY)
            .staysOpen(),
        row("5.4", "a ping between fragments, in one write")
            .sends(join(head, ping("hi"), tail))
            .pongs(HI)
            .says(SAY)
            .staysOpen(),
        row("5.4", "a ping between fragments, byte by byte")
            .sends(chopped(1, join(head, ping("hi"), tail)))
            .pongs(HI)
            .says(SAY)
            .staysOpen(),
        row("5.4", "ten pings between fragments")
            .sends(head, join(ten), tail)
            .pongs(tenPayloads)
            .says(SAY)
            .staysOpen(),
        row("5.4", "pings and pongs between fragments")
            .sends(head, ping("hi"), frame(CONTINUATION, NOTHING), pong, ping(""), tail)
            .pongs(HI, NOTHING)
            .says(SAY)
            .staysOpen(),
        row("5.4", "a pong between fragments").sends(head, pong, tail).says(SAY).staysOpen(),
        row("5.4", "a ping between fragments is answered at once")
            .sends(join(head, ping("hi"), close(1000)))
            .pongs(HI)
            .closes(1000));
  }

  private static Stream<ConformanceCase> badOrder() {
    return Stream.of(
        badOrder("a fragment of nothing", frame(CONTINUATION, HI)),
        badOrder("a last fragment of nothing", frame(FIN, HI)),
        badOrder("an empty fragment of nothing", frame(CONTINUATION, NOTHING)),
        badOrder("an empty last fragment of nothing", frame(FIN, NOTHING)),
        badOrder("a fragment of nothing, byte by byte", chopped(1, frame(FIN, HI))),
        badOrder("a fragment after a pong", frame(FIN | PONG, NOTHING), frame(FIN, HI)),
        badOrder("a text inside a text", frame(TEXT, HI), text("hi")),
        badOrder("an empty text inside a text", frame(TEXT, HI), text("")),
        badOrder("a text in fragments inside a text", frame(TEXT, HI), frame(TEXT, HI)),
        badOrder("a text after two fragments", frame(TEXT, HI), frame(CONTINUATION, HI), text("")),
        badOrder("a binary message inside a text", frame(TEXT, HI), frame(FIN | BINARY, HI)),
        badOrder("a binary fragment inside a text", frame(TEXT, HI), frame(BINARY, HI)),
        badOrder(
            "a text inside a text after a pong", frame(TEXT, HI), frame(FIN | PONG, HI), text("")),
        afterText("a fragment after a whole message", frame(CONTINUATION, HI)),
        afterText("a last fragment after a whole message", frame(FIN, HI)),
        row("5.4", "a fragment after the last one")
            .sends(join(frame(TEXT, HEAD), frame(FIN, TAIL), frame(FIN, HI)))
            .says(SAY)
            .fails(1002),
        row("5.4", "a binary message in fragments").sends(frame(BINARY, HI)).fails(1003),
        row("5.4", "an empty binary fragment").sends(frame(BINARY, NOTHING)).fails(1003),
        row("5.4", "a fragment of nothing, then FIN").sends(frame(FIN, HI)).failsAfterFin(1002));
  }

  private static ConformanceCase badOrder(String name, byte[]... frames) {
    return row("5.4", name).sends(frames).fails(1002);
  }

  private static ConformanceCase afterText(String name, byte[] fragment) {
    return row("5.4", name).sends(join(text(SAY), fragment)).says(SAY).fails(1002);
  }

  private static Stream<ConformanceCase> sizes() {
    String largest = sized(65_536);
    return Stream.of(
        row("5.4", "65,536 bytes in fragments of 1,000")
            .sends(fragments(1_000, largest))
            .says(largest)
            .staysOpen(),
        row("5.4", "65,536 bytes in two fragments, and an empty last one")
            .sends(
                frame(TEXT, largest.substring(0, 40_000).getBytes(UTF_8)),
                frame(CONTINUATION, largest.substring(40_000).getBytes(UTF_8)),
                frame(FIN, NOTHING))
            .says(largest)
            .staysOpen(),
        row("7.4.1", "65,537 bytes in fragments of 1,000")
            .sends(fragments(1_000, sized(65_537)))
            .fails(1009),
        row("7.4.1", "65,537 bytes in fragments that do not end")
            .sends(frame(TEXT, largest.getBytes(UTF_8)), frame(CONTINUATION, bytes(' ')))
            .fails(1009),
        row("7.4.1", "two halves that are too long together")
            .sends(frame(TEXT, new byte[40_000]), frame(FIN, new byte[40_000]))
            .fails(1009),
        row("7.4.1", "a fragment with a length of 2^62")
            .sends(frame(TEXT, HI), withLength(FIN, 127, 1L << 62, HI))
            .failsAfterFin(1009));
  }
}
