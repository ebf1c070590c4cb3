package chat.web.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.web.session.ConnectionTimeouts;
import chat.web.testing.LeakCheck;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance run: RFC 6455, sections 5, 7 and 8.1, over both dialects. After each case the
 * room has what was said, and no connection is left.
 */
@Tag("server")
@Timeout(60)
class ConformanceTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Transcript.ReadLimit ALL = new Transcript.ReadLimit(100, 1 << 20);
  private static final AtomicInteger ROOMS = new AtomicInteger();

  /** The JVM may start a few itself: carriers, compilers. */
  private static final int OTHER_THREADS = 10;

  private static long threads;
  private static TestServer server;
  private static String cookie;

  @BeforeAll
  static void open() throws IOException {
    server =
        TestServer.open(settings -> {
          // With a close timeout that no case waits for.
          settings.timeouts = new ConnectionTimeouts(Duration.ofMillis(50), LONG, LONG, LONG, LONG);
          settings.access.newConnections(OptionalInt.empty()).signIns(OptionalInt.empty());
        });
    cookie = server.signIn(TestDialect.NICKNAME);
    threads = LeakCheck.liveThreads();
  }

  @AfterAll
  static void noThreadIsLeft() throws IOException {
    long threadsNow = LeakCheck.liveThreads();
    server.close();
    assertThat(threadsNow).isLessThan(threads + OTHER_THREADS);
  }

  static Stream<ConformanceCase> table() {
    return Stream.of(FrameCases.all(), FragmentCases.all(), Utf8Cases.all(), CloseCases.all())
        .flatMap(rows -> rows);
  }

  static Stream<Arguments> cases() {
    return overBothDialects(table());
  }

  static Stream<Arguments> answersToClose() {
    return overBothDialects(CloseCases.answers());
  }

  private static Stream<Arguments> overBothDialects(Stream<ConformanceCase> rows) {
    return rows.flatMap(
        rfc -> Stream.of(TestDialect.values()).map(dialect -> Arguments.of(rfc, dialect)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void caseHasItsAnswersItsCloseCodeAndItsEnd(ConformanceCase rfc, TestDialect dialect)
      throws IOException {
    String room = "room-" + ROOMS.incrementAndGet();
    try (var client = new ConformanceClient(dialect, server, room, cookie)) {
      client.carryOut(rfc);
    }
    Await.until("the connection has ended", () -> server.connections() == 0);
    assertThat(saidIn(room)).isEqualTo(toBeSaid(rfc, dialect));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("answersToClose")
  void serverThatHasClosedEndsTcpWithTheAnswer(ConformanceCase rfc, TestDialect dialect) {
    String room = "room-" + ROOMS.incrementAndGet();
    String ofBen = server.signIn("Ben");
    try (var client = new ConformanceClient(dialect, server, room, ofBen)) {
      server.post("/logout", "", ofBen);
      client.answerClose(rfc);
    }
    Await.until("the connection has ended", () -> server.connections() == 0);
    assertThat(saidIn(room)).isEmpty();
  }

  private static List<String> toBeSaid(ConformanceCase rfc, TestDialect dialect) {
    List<String> said = new ArrayList<>(dialect.expected(rfc).said());
    if (rfc.ending() == ConformanceCase.Ending.STAYS_OPEN) {
      Received last = new Received();
      dialect.addSaid(ConformanceClient.STILL_HERE, last);
      said.addAll(last.said());
    }
    return said;
  }

  private static List<String> saidIn(String room) {
    return server.transcripts.find(new RoomName(room)).stream()
        .flatMap(log -> log.before(Long.MAX_VALUE, ALL).messages().stream())
        .map(Message::text)
        .toList();
  }

  @Test
  void namesOfCasesAreDistinct() {
    assertThat(Stream.concat(table(), CloseCases.answers()).map(ConformanceCase::toString))
        .doesNotHaveDuplicates();
  }
}
