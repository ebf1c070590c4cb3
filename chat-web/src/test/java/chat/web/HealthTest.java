package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.LogStatus;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.time.InstantSource;
import java.util.Optional;
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

  /** A log whose state a test sets. */
  private static final class ReportingLog implements Transcripts {
    private final Transcripts memory = new MemoryTranscripts(InstantSource.system());
    private volatile LogStatus status = LogStatus.HEALTHY;

    void set(String ended, String problem) {
      status =
          new LogStatus(Optional.ofNullable(ended), Optional.ofNullable(problem), Optional.empty());
    }

    @Override
    public Transcript open(RoomName room) {
      return memory.open(room);
    }

    @Override
    public LogStatus status() {
      return status;
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  private static void assertHealth(TestServer server, int ready, int live, String line) {
    assertThat(server.get("/health").status()).isEqualTo(ready);
    assertThat(server.get("/health").body()).isEqualTo(line);
    assertThat(server.get("/health/live").status()).isEqualTo(live);
    assertThat(server.metric("chat_log_keeps ")).isEqualTo(ready == 200 ? 1 : 0);
  }

  @Test
  void aServerThatCannotKeepWhatIsSaidIsNotReadyButLive() {
    var log = new ReportingLog();
    try (TestServer server = TestServer.open(config -> config.transcripts = log)) {
      assertHealth(server, 200, 200, "ok\n");
      log.set(null, "the disk is full");
      assertHealth(server, 503, 200, "not kept: the disk is full\n");
      log.set(null, null);
      assertHealth(server, 200, 200, "ok\n");
    }
  }

  @Test
  void aServerOfWhichAPartHasEndedIsNeitherReadyNorLive() {
    var log = new ReportingLog();
    try (TestServer server = TestServer.open(config -> config.transcripts = log)) {
      log.set("the log's writer has ended", null);
      assertHealth(server, 503, 503, "the log's writer has ended\n");
    }
  }
}
