package chat.web.attack;

import static chat.web.attack.AttackCase.closed;
import static chat.web.attack.AttackCase.harmless;
import static chat.web.testing.ClientFrames.CONTINUATION;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.PONG;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.unmasked;
import static chat.web.testing.ClientFrames.withLength;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Floods of frames, and connections that end in the middle of something. */
@Tag("server")
class FrameAttackTest extends AttackTestBase {
  private static final byte[] NOTHING = {};
  private static final byte[] HI = "hi".getBytes(UTF_8);

  @ParameterizedTest
  @MethodSource("frames")
  void aFrameClosesTheConnectionOrIsHarmless(AttackCase attack) {
    try (RawClient socket = server.rawClient()) {
      socket.upgraded("/chat", mallory, "Sec-WebSocket-Protocol: chat.v1");
      attack.action().accept(socket);
    }
  }

  static Stream<AttackCase> frames() {
    return Stream.concat(floods(), ends());
  }

  private static Stream<AttackCase> floods() {
    return Stream.of(
        harmless("five hundred pings", repeated(500, frame(FIN | PING, HI))),
        harmless("five hundred pongs", repeated(500, frame(FIN | PONG, HI))),
        closed("a text of 10 MiB", 1009, frame(FIN | TEXT, new byte[10 << 20])),
        closed(
            "64 KiB and a byte in fragments of one byte",
            1009,
            frame(TEXT, NOTHING),
            repeated(65_537, frame(CONTINUATION, new byte[1]))),
        harmless(
            "ten thousand empty fragments",
            frame(TEXT, NOTHING),
            repeated(10_000, frame(CONTINUATION, NOTHING)),
            frame(FIN, "{}".getBytes(UTF_8))));
  }

  private static byte[] repeated(int times, byte[] frame) {
    return join(Collections.nCopies(times, frame).toArray(byte[][]::new));
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
