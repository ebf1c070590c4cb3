package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.LogListener;
import chat.core.log.LogUnavailableException;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exports of a member that run at once, or fail. */
@Tag("server")
@Timeout(60)
class MemberExportFaultsTest {
  private static final String PATH = "/api/me/messages";

  private final Logs logs = new Logs();
  private final TestServer server = TestServer.open(s -> s.transcripts = logs);
  private final String ann = server.signIn("Ann");

  /** Logs of which that of one room is waited for, or cannot be read. */
  private static final class Logs implements Transcripts {
    private final Transcripts logs = new MemoryTranscripts(InstantSource.system());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean isFaulty;
    private volatile boolean isSlow;

    @Override
    public Transcript open(RoomName room) {
      return logs.open(room);
    }

    @Override
    public Optional<Transcript> find(RoomName room) {
      if (room.value().equals("tea") && isFaulty) {
        throw new LogUnavailableException("by the test");
      }
      if (room.value().equals("tea") && isSlow) {
        asked.countDown();
        Await.until("the end of the wait", () -> released.getCount() == 0);
      }
      return logs.find(room);
    }

    @Override
    public MemberStore members() {
      return logs.members();
    }

    @Override
    public void onCommitted(LogListener listener) {
      logs.onCommitted(listener);
    }

    @Override
    public void close() {
      logs.close();
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void say(String room) {
    try (TestClient client = server.connectAs(ann, "/chat/" + room)) {
      client.receiveType("history");
      client.say("1", "in " + room);
      client.receiveType("ack");
    }
  }

  @Test
  void memberHasOneExportAtATime() {
    say("tea");
    logs.isSlow = true;
    try (RawClient first = server.rawClient()) {
      first.request("GET", PATH, ann);
      Await.until("the first is read", () -> logs.asked.getCount() == 0);
      RawResponse second = server.get(PATH, ann);
      assertThat(second.status()).isEqualTo(429);
      assertThat(second.header("Retry-After")).hasValue("1");
      logs.released.countDown();
      assertThat(first.response().body()).contains("in tea");
    }
    assertThat(server.get(PATH, ann).status()).isEqualTo(200);
  }

  @Test
  void exportThatFailsHasNoEnd() {
    say("tea");
    say("den");
    assertThat(exported()).contains("in den", "in tea").endsWith("\r\n0\r\n\r\n");
    logs.isFaulty = true;
    assertThat(exported()).contains("in den").doesNotContain("in tea", "\r\n0\r\n\r\n");
  }

  /** All bytes of the response until the end of its connection. */
  private String exported() {
    try (RawClient client = server.rawClient()) {
      client.request("GET", PATH, ann, "Connection: close");
      var bytes = new ByteArrayOutputStream();
      byte[] next = client.receiveBytes(1);
      while (next.length > 0) {
        bytes.write(next, 0, 1);
        next = client.receiveBytes(1);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
