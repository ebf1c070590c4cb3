package chat.web.session;

import static chat.web.testing.ClientFrames.BINARY;
import static chat.web.testing.ClientFrames.CLOSE;
import static chat.web.testing.ClientFrames.FIN;
import static chat.web.testing.ClientFrames.PING;
import static chat.web.testing.ClientFrames.TEXT;
import static chat.web.testing.ClientFrames.bytes;
import static chat.web.testing.ClientFrames.frame;
import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.text;
import static chat.web.testing.ClientFrames.unmasked;
import static chat.web.testing.ClientFrames.withLength;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** TCP ends as soon as both close frames are through (RFC 6455, sections 5.5.1 and 7.1.1). */
@Tag("server")
@Timeout(60)
class CloseHandshakeTest {
  private static final byte[] HI = bytes('h', 'i');
  private static final Duration LONG = Duration.ofMinutes(10);
  private static TestServer server;
  private static String cookie;

  @BeforeAll
  static void open() {
    // With a close timeout that no test waits for.
    server =
        TestServer.open(settings ->
            settings.timeouts =
                new ConnectionTimeouts(Duration.ofMillis(50), LONG, LONG, LONG, LONG));
    cookie = server.signIn("Ann");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("an unmasked text", 1002, unmasked(FIN | TEXT, HI)),
        Arguments.of("a reserved bit", 1002, frame(FIN | 0x40 | TEXT, HI)),
        Arguments.of("a reserved opcode", 1002, frame(FIN | 0x3, new byte[300])),
        Arguments.of("a ping in fragments", 1002, frame(PING, HI)),
        Arguments.of("a long ping", 1002, frame(FIN | PING, new byte[70_000])),
        Arguments.of("a length in too many bytes", 1002, withLength(FIN | TEXT, 127, 2, HI)),
        Arguments.of("a fragment of nothing", 1002, frame(FIN, HI)),
        Arguments.of("a binary message", 1003, frame(FIN | BINARY, HI)),
        Arguments.of("no UTF-8", 1007, frame(FIN | TEXT, bytes(0xFF))),
        Arguments.of("a long text", 1009, frame(FIN | TEXT, new byte[100_000])),
        Arguments.of("a mistake, and more", 1002, join(frame(FIN | 0x3, HI), text("more"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void clientThatAnswersTheCloseIsDisconnectedAtOnce(String name, int code, byte[] mistake) {
    try (RawClient client = server.rawClient().upgraded("/chat", cookie)) {
      client.send(mistake);
      assertThat(client.closeCode()).isEqualTo(code);
      client.send(text("what was on its way")).send(ClientFrames.close(code));
      assertThat(client.isClosed()).isTrue();
    }
  }

  static Stream<Arguments> badCloses() {
    return Stream.of(
        Arguments.of("one byte", 1002, frame(FIN | CLOSE, bytes(3))),
        Arguments.of("a code that may not be sent", 1002, ClientFrames.close(1005)),
        Arguments.of("no UTF-8", 1007, frame(FIN | CLOSE, bytes(3, 0xE8, 0xFF))),
        Arguments.of("in fragments", 1002, frame(CLOSE, bytes(3, 0xE8))),
        Arguments.of("unmasked", 1002, unmasked(FIN | CLOSE, bytes(3, 0xE8))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badCloses")
  void malformedCloseIsAnsweredAndTheConnectionEnds(String name, int code, byte[] close) {
    try (RawClient client = server.rawClient().upgraded("/chat", cookie)) {
      client.send(close);
      assertThat(client.closeCode()).isEqualTo(code);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
