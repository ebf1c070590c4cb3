package chat.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.client.FakeRoomServer.Connection;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A connection whose bytes cannot be read is a lost one: the client comes back with its cursor. The
 * WebSocket of the JDK itself takes well-formed bytes for malformed ones now and then, in about one
 * of a hundred resumes that are long.
 */
@Timeout(60)
class FaultyConnectionTest {
  private static final int LIMIT_SECONDS = 20;
  private static final String WELCOME =
      "{'type':'welcome','you':{'id':'a','name':'Ann'},'cursor':'E.5','resumed':true,'count':1}";

  private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
  private FakeRoomServer server;
  private ChatClient client;

  private static final byte[] RESERVED_BIT = {(byte) 0xA1, 1, 'x'};

  /** Bytes that stand before the fourth entry. */
  static Stream<Named<byte[]>> faults() {
    return Stream.of(
        Named.of("a reserved bit", RESERVED_BIT),
        Named.of("a reserved opcode", new byte[] {(byte) 0x83, 1, 'x'}),
        Named.of("a masked frame", new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, 'x'}),
        Named.of("invalid UTF-8", new byte[] {(byte) 0x81, 2, (byte) 0xFF, 'x'}),
        // As where a reader has lost its place in the bytes.
        Named.of("a part of a frame", Connection.frame("id':'4'}")),
        Named.of("a gap", Connection.frame(entry(5))),
        Named.of("a repetition", Connection.frame(entry(3))));
  }

  private static String entry(long seq) {
    return "{'type':'said','seq':" + seq + ",'at':'2026-11-27T06:00:00Z','id':'e" + seq + "'}";
  }

  @BeforeEach
  void connect() throws Exception {
    server = new FakeRoomServer();
    client =
        ChatClient.at(server.address())
            .token("secret")
            .after(Cursor.parse("E.0"))
            .onEvent(heard::add)
            .connect();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  private <E extends Event> E next(Class<E> kind) throws InterruptedException {
    Event event = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(event).isInstanceOf(kind);
    return kind.cast(event);
  }

  private void heardEntries(long first, long last) throws InterruptedException {
    for (long seq = first; seq <= last; seq++) {
      assertThat(next(Event.Said.class).seq()).isEqualTo(seq);
    }
  }

  private Connection welcomed(long after) throws Exception {
    Connection connection = server.next();
    assertThat(connection.requestLine()).startsWith("GET /chat/lobby?after=E." + after + " ");
    connection.send(WELCOME);
    return connection;
  }

  private static void sendEntries(Connection connection, int first, int last) throws IOException {
    for (int seq = first; seq <= last; seq++) {
      connection.send(entry(seq));
    }
  }

  private void goesOnAfterTheThird() throws Exception {
    try (Connection second = welcomed(3)) {
      sendEntries(second, 4, 5);
      next(Event.Connected.class);
      heardEntries(4, 5);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void afterBytesThatCannotBeReadTheClientGoesOnFromItsCursor(byte[] fault) throws Exception {
    try (Connection first = welcomed(0)) {
      sendEntries(first, 1, 3);
      // In one write, because the client may end the connection at once.
      first.send(fault, Connection.frame(entry(4)));
      next(Event.Connected.class);
      heardEntries(1, 3);
      next(Event.Disconnected.class);
    }
    goesOnAfterTheThird();
    assertThat(client.ended()).isNotDone();
  }

  @Test
  void anEntryThatIsCutOffIsReceivedByTheNextConnection() throws Exception {
    try (Connection first = welcomed(0)) {
      sendEntries(first, 1, 3);
      byte[] fourth = Connection.frame(entry(4));
      first.send(Arrays.copyOf(fourth, fourth.length - 1));
      next(Event.Connected.class);
      heardEntries(1, 3);
    }
    next(Event.Disconnected.class);
    goesOnAfterTheThird();
  }

  @Test
  void whatWasSaidBeforeTheFaultIsSentAgainWithItsId() throws Exception {
    CompletableFuture<Long> answer = client.say("hello");
    String said;
    try (Connection first = welcomed(0)) {
      said = first.receive();
      assertThat(said).contains("hello");
      first.send(RESERVED_BIT);
      next(Event.Connected.class);
      next(Event.Disconnected.class);
      assertThat(answer).isNotDone();
    }
    try (Connection second = welcomed(0)) {
      assertThat(second.receive()).isEqualTo(said);
      JsonObject frame = JsonObject.parse(said);
      second.send("{'type':'ack','id':'" + frame.text("id") + "','seq':6}");
      assertThat(answer.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo(6);
    }
  }
}
