package chat.web.conformance;

import static chat.web.testing.ClientFrames.join;
import static chat.web.testing.ClientFrames.text;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.ServerFrame;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A client of one dialect in a room of its own, which carries out a case. */
final class ConformanceClient implements AutoCloseable {
  /** What a client says in a case after which its connection goes on. */
  static final String STILL_HERE = ConformanceCase.say("still", "still here");

  private static final int NOT_CLOSED = 0;

  private final TestDialect dialect;
  private final TestServer server;
  private final RawClient raw;

  ConformanceClient(TestDialect dialect, TestServer server, String room, String cookie) {
    this.dialect = dialect;
    this.server = server;
    List<String> headers = new ArrayList<>(dialect.headers());
    headers.add(cookie);
    raw = server.rawClient().upgraded("/chat/" + room, headers.toArray(String[]::new));
    raw.receiveTextContaining(dialect.lastOfOpening());
  }

  /** Sends the bytes of a case and checks all that comes back, up to the end of TCP. */
  void carryOut(ConformanceCase rfc) throws IOException {
    rfc.writes().forEach(raw::send);
    Received expected = dialect.expected(rfc);
    switch (rfc.ending()) {
      case STAYS_OPEN -> {
        assertReceived(expected);
        assertItStillTalks();
        raw.send(ClientFrames.close(rfc.closeCode()));
        assertClosed(new Received(), rfc.closeCode());
      }
      case WITH_THE_ANSWER -> {
        assertClosed(expected, rfc.closeCode());
        assertThat(server.connections()).as("waits for the client's close frame").isEqualTo(1);
        raw.send(join(text("what was on its way"), ClientFrames.close(rfc.closeCode())));
      }
      case AFTER_FIN -> {
        raw.sendFin();
        assertClosed(expected, rfc.closeCode());
      }
      case AT_ONCE -> assertClosed(expected, rfc.closeCode());
    }
    assertThat(raw.isEndedByFin()).as("TCP ends by a FIN").isTrue();
  }

  /** Answers a close frame of the server with the bytes of a case, up to the end of TCP. */
  void answerClose(ConformanceCase rfc) {
    assertThat(raw.closeCode()).isEqualTo(rfc.closeCode());
    assertThat(server.connections()).as("waits for the client's close frame").isEqualTo(1);
    rfc.writes().forEach(raw::send);
    assertThat(raw.isEndedByFin()).as("TCP ends by a FIN").isTrue();
  }

  private void assertReceived(Received expected) throws IOException {
    assertReceived(expected, NOT_CLOSED, expected.size());
  }

  private void assertClosed(Received expected, int closeCode) throws IOException {
    assertReceived(expected, closeCode, expected.size() + 1);
  }

  /** Receives some frames, of which the last may be a close frame. */
  private void assertReceived(Received expected, int closeCode, int frames) throws IOException {
    Received received = new Received();
    int receivedCode = NOT_CLOSED;
    for (int i = 0; i < frames && receivedCode == NOT_CLOSED; i++) {
      receivedCode = receive(received);
    }
    assertThat(received).isEqualTo(expected);
    assertThat(receivedCode).as("the close code").isEqualTo(closeCode);
  }

  private int receive(Received received) throws IOException {
    ServerFrame frame = raw.receiveFrame();
    if (frame.isClose()) {
      assertThat(frame.payload()).as("a code without a reason").hasSize(2);
      return frame.closeCode();
    }
    if (frame.isPong()) {
      received.addPong(frame.payload());
    } else {
      assertThat(frame.isText()).as(frame.toString()).isTrue();
      dialect.sort(frame.text(), received);
    }
    return NOT_CLOSED;
  }

  private void assertItStillTalks() throws IOException {
    raw.send(text(STILL_HERE));
    Received answer = new Received();
    dialect.addSaid(STILL_HERE, answer);
    assertReceived(answer);
  }

  @Override
  public void close() {
    raw.close();
  }
}
