package chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stop of the server: clients are closed with 1012, then the port is closed. */
@Tag("server")
@Timeout(30)
class StopTest {
  /** A log that has committed everything and whose files take long to close. */
  private static final class SlowToClose implements Transcripts {
    private final Transcripts memory = new MemoryTranscripts(InstantSource.system());
    private final AtomicBoolean drained = new AtomicBoolean();
    private final CountDownLatch mayClose = new CountDownLatch(1);

    @Override
    public Transcript open(RoomName room) {
      return memory.open(room);
    }

    @Override
    public void drain() {
      drained.set(true);
    }

    @Override
    public void close() {
      try {
        mayClose.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void clientsAreClosedAfterTheCommitAndBeforeTheRestOfTheLog() throws InterruptedException {
    var transcripts = new SlowToClose();
    TestServer server = TestServer.open(config -> config.transcripts = transcripts);
    try (TestClient ann = server.connect("ann", "/chat")) {
      ann.receiveType("welcome");
      Thread stopping = Thread.startVirtualThread(server::close);
      assertThat(ann.awaitClose()).isEqualTo(1012);
      assertThat(transcripts.drained).isTrue();
      transcripts.mayClose.countDown();
      stopping.join();
    }
  }

  @Test
  void clientsAreClosedWith1012ThenThePortIsClosed() {
    TestServer server = TestServer.open();
    int port = server.port();
    try (TestClient ann = server.connect("ann", "/chat");
        TestClient ben = server.connectPlain("ben", "/chat/elsewhere");
        RawClient silent = server.rawClient();
        RawClient half = server.rawClient().send("GET /chat HTTP/1.1\r\nHost: loc")) {
      ann.receiveType("welcome");
      ben.receiveContaining("ben");

      // Neither a silent connection nor an unfinished request delays the stop.
      server.close();

      assertThat(ann.awaitClose()).isEqualTo(1012);
      assertThat(ben.awaitClose()).isEqualTo(1012);
      assertThat(silent.isClosed()).isTrue();
      assertThat(half.isClosed()).isTrue();
    }
    assertThat(server.connections()).isZero();
    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(UncheckedIOException.class);
  }
}
