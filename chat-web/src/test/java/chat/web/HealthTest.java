package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The health check, until the server has stopped. */
@Tag("server")
@Timeout(60)
class HealthTest {
  /** A log whose close waits, like one with much to write. */
  private static final class SlowToClose implements Transcripts {
    private final Transcripts memory = new MemoryTranscripts(InstantSource.system());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch mayClose = new CountDownLatch(1);

    @Override
    public Transcript open(RoomName room) {
      return memory.open(room);
    }

    @Override
    public void close() {
      closing.countDown();
      try {
        mayClose.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      memory.close();
    }
  }

  @Test
  void aStoppingServerAnswers503() throws InterruptedException {
    var transcripts = new SlowToClose();
    TestServer server = TestServer.open(config -> config.transcripts = transcripts);
    String ann = server.signIn("Ann");
    assertThat(server.get("/health").status()).isEqualTo(200);
    assertThat(server.get("/health").body()).isEqualTo("ok\n");

    Thread stopping = Thread.startVirtualThread(server::close);
    transcripts.closing.await();

    assertThat(server.get("/health").status()).isEqualTo(503);
    try (RawClient client = server.rawClient()) {
      assertThat(client.upgrade("/chat", ann).response().status()).isEqualTo(503);
    }
    transcripts.mayClose.countDown();
    stopping.join();
  }
}
