package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients are notified while the database is away, and closed when that takes too long. */
@Tag("server")
@Timeout(60)
class DatabaseOutageTest {
  private final Database database = new Database();
  private TestServer server;

  /** Logs in a database that a test takes away for a time. */
  private static final class Database implements Transcripts {
    private final Transcripts memory = new MemoryTranscripts(InstantSource.system());
    private volatile Duration away = Duration.ZERO;

    @Override
    public Transcript open(RoomName room) {
      return memory.open(room);
    }

    @Override
    public Duration unreachableFor() {
      return away;
    }

    @Override
    public void close() {
      memory.close();
    }
  }

  @BeforeEach
  void start() {
    server =
        TestServer.open(settings -> {
          settings.transcripts = database;
          settings.messages.databaseWait(Duration.ofSeconds(60));
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Map<String, Object> state(TestClient client) {
    return client.receiveType("state");
  }

  @Test
  void clientsAreNotifiedWhenTheDatabaseIsAwayAndWhenItIsBack() {
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient ben = server.connect("Ben", "/chat/garden")) {
      ann.receiveType("welcome");
      ben.receiveType("welcome");
      database.away = Duration.ofSeconds(3);
      assertThat(state(ann)).containsEntry("log", "away");
      assertThat(state(ben)).containsEntry("log", "away");
      try (TestClient cleo = server.connect("Cleo", "/chat")) {
        cleo.receiveType("welcome");
        assertThat(state(cleo)).containsEntry("log", "away");
        database.away = Duration.ZERO;

        assertThat(state(cleo)).containsEntry("log", "ok");
        assertThat(state(ann)).containsEntry("log", "ok");
      }
      try (TestClient dan = server.connect("Dan", "/chat")) {
        dan.receiveType("welcome");
        dan.say("1", "is it back?");
        assertThat(dan.receiveContaining("is it back?")).isNotEmpty();
      }
    }
  }

  @Test
  void briefFailureIsNotNotified() {
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("welcome");
      database.away = Duration.ofMillis(900);
      ann.say("1", "hello");

      assertThat(ann.receiveType("said")).containsEntry("text", "hello");
    }
    assertThat(server.get("/chat", server.signIn("Ben")).status()).isEqualTo(426);
  }

  @Test
  void connectionsAreClosedAfterTheWaitAndRefusedUntilTheDatabaseIsBack() {
    String cookie = server.signIn("Ben");
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient plain = server.connectPlain("Cleo", "/chat")) {
      ann.receiveType("welcome");
      database.away = Duration.ofSeconds(59);
      assertThat(state(ann)).containsEntry("log", "away");
      assertThat(server.get("/chat", cookie).status()).isEqualTo(426);

      database.away = Duration.ofSeconds(60);

      assertThat(ann.awaitClose()).isEqualTo(1012);
      assertThat(plain.awaitClose()).isEqualTo(1012);
      RawResponse refused = server.get("/chat", cookie);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body()).contains("数据库");
    }
    database.away = Duration.ZERO;
    Await.until("it is back", () -> server.get("/chat", cookie).status() == 426);
    try (TestClient ben = server.connectAs(cookie, "/chat")) {
      assertThat(ben.receiveType("welcome")).containsEntry("type", "welcome");
    }
  }
}
