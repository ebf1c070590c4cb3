package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.Limit;
import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics, for clients on this machine and for the owner. */
@Tag("server")
@Timeout(60)
class MetricsEndpointTest {
  private final TestServer server = new TestServer();

  @Test
  void showsGaugesAndCounters() {
    server.start();
    try (server;
        RawClient ann = server.connectRaw("Ann")) {
      ann.sendText("hello");
      ann.receiveTextContaining("hello");
      RawResponse response = server.get("/metrics");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(response.body())
          .contains("# TYPE chat_connections gauge", "chat_delivery_seconds_bucket{le=\"0.001\"}");
      assertThat(server.metric("chat_connections ")).isEqualTo(1);
      assertThat(server.metric("chat_members ")).isEqualTo(1);
      assertThat(server.metric("chat_rooms ")).isEqualTo(1);
      assertThat(server.metric("chat_entries ")).isEqualTo(1);
      assertThat(server.metric("chat_tcp_connections ")).isPositive();
      assertThat(server.metric("jvm_memory_used_bytes{area=\"heap\"}")).isPositive();
      for (Limit limit : Limit.values()) {
        assertThat(server.limitHits(limit)).as(limit.label()).isZero();
      }
      for (DisconnectReason cut : DisconnectReason.values()) {
        assertThat(server.metric("chat_cuts_total{reason=\"" + cut.label() + "\"}")).isZero();
      }
      assertThat(response.body()).doesNotContain("Ann", "hello", "lobby");
    }
  }

  @Test
  void theManualListsEveryMetricAndEveryReason() throws IOException {
    String manual = Files.readString(Path.of("../chat-app/MANUAL.md"));
    server.start();
    try (server) {
      List<String> names =
          Pattern.compile("^# TYPE (\\w+) \\w+$|reason=\"(\\w+)\"", Pattern.MULTILINE)
              .matcher(server.get("/metrics").body())
              .results()
              .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
              .toList();
      assertThat(names).contains("chat_connections", Limit.ROOMS.label());
      assertThat(names)
          .allSatisfy(name -> assertThat(manual).containsPattern("`" + name + "(\\{[a-z, ]+})?`"));
    }
  }

  @Test
  void showsTheProcessAndItsJavaVirtualMachine() {
    server.start();
    try (server) {
      assertThat(server.metric("process_open_fds ")).isPositive();
      assertThat(server.metric("process_max_fds "))
          .isGreaterThan(server.metric("process_open_fds "));
      assertThat(server.metric("process_start_time_seconds "))
          .isBetween(1_700_000_000L, Instant.now().getEpochSecond() + 1);
      assertThat(server.metric("process_cpu_seconds_total ")).isNotNegative();
      assertThat(server.metric("process_resident_memory_bytes "))
          .isGreaterThan(server.metric("jvm_memory_used_bytes{area=\"nonheap\"}"));
      assertThat(server.metric("jvm_memory_committed_bytes{area=\"heap\"}"))
          .isLessThanOrEqualTo(server.metric("jvm_memory_max_bytes{area=\"heap\"}"));
      assertThat(server.metric("jvm_threads_current ")).isGreaterThan(1);
      System.gc();
      assertThat(server.metric("jvm_gc_collection_seconds_count")).isPositive();
      assertThat(server.get("/metrics").body())
          .containsPattern(
              "(?m)^chat_build_info\\{commit=\"[^\"]+\",java=\"[^\"]+\",version=\"[^\"]+\"} 1");
    }
  }

  @Test
  void countsMessages() {
    server.start();
    try (server;
        TestClient ann = server.connect("Ann", "/chat")) {
      assertThat(server.metric("chat_messages_total ")).isZero();
      ann.say("1", "hello");
      ann.receiveType("ack");
      ann.say("2", "there");
      ann.receiveType("ack");
      assertThat(server.metric("chat_messages_total ")).isEqualTo(2);
      // A message that is acknowledged again is no second one, and neither is a reaction.
      ann.say("2", "there");
      ann.receiveType("ack");
      ann.send("{'type':'react','id':'3','of':1,'emoji':'👍','on':true}".replace('\'', '"'));
      ann.receiveType("ack");
      assertThat(server.metric("chat_messages_total ")).isEqualTo(2);
    }
  }

  /** Logs that cannot be opened. */
  private static final class FailingLogs implements Transcripts {
    @Override
    public Transcript open(RoomName room) {
      throw new IllegalStateException("this log cannot be opened, which is what is tried here");
    }

    @Override
    public Optional<Transcript> find(RoomName room) {
      return Optional.of(open(room));
    }

    @Override
    public void close() {}
  }

  @Test
  void countsErrorsOfTheServerAndItsCloseFrames() {
    server.transcripts = new FailingLogs();
    server.start();
    try (server) {
      assertThat(server.metric("chat_http_errors_total{status=\"500\"}")).isZero();
      assertThat(server.metric("chat_closes_total{code=\"1011\"}")).isZero();
      String ann = server.signIn("Ann");
      try (RawClient client = server.rawClient().upgraded("/chat", ann)) {
        assertThat(client.closeCode()).isEqualTo(1011);
      }
      assertThat(server.get("/api/rooms/lobby/messages", ann).status()).isEqualTo(500);
      // Both are counted once they are sent.
      Await.until(
          "the error is counted",
          () -> server.metric("chat_http_errors_total{status=\"500\"}") == 1);
      Await.until(
          "the close is counted", () -> server.metric("chat_closes_total{code=\"1011\"}") == 1);
    }
  }

  @Test
  void aCloseThatTheClientBeginsIsNotCounted() throws IOException {
    server.start();
    try (server;
        RawClient ann = server.connectRaw("Ann")) {
      ann.send(ClientFrames.close(1011));
      assertThat(ann.closeCode()).isEqualTo(1011);
      assertThat(server.metric("chat_closes_total{code=\"1011\"}")).isZero();
    }
  }

  @Test
  void measuresDeliveryTimes() {
    server.start();
    try (server;
        RawClient ann = server.connectRaw("Ann")) {
      for (int i = 0; server.metric("chat_delivery_seconds_count ") == 0; i++) {
        assertThat(i).isLessThan(10_000);
        ann.sendText("hello");
        ann.receiveTextContaining("hello");
      }
      assertThat(server.metric("chat_delivery_seconds_sum ")).isLessThan(15);
    }
  }

  @Test
  void requestByAProxyOrForeignHostNeedsTheKey() {
    try (server) {
      server.start();
      assertThat(server.get("/metrics", "X-Forwarded-For: 127.0.0.1").status()).isEqualTo(403);
      assertThat(server.get("/metrics", "Forwarded: for=127.0.0.1").status()).isEqualTo(403);
      assertThat(server.get("/metrics", "Via: 1.1 proxy").status()).isEqualTo(403);
      try (RawClient rebound = server.rawClient()) {
        rebound.send("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertThat(rebound.response().status()).isEqualTo(403);
      }
      String key = "Authorization: bearer " + TestServer.OWNER_KEY;
      assertThat(server.get("/metrics", "Via: 1.1 proxy", key).status()).isEqualTo(200);
    }
  }

  @Test
  void aTrustedProxyOnThisMachineIsNotLocal() {
    server.trustedProxies = Set.of("127.0.0.1");
    try (server) {
      server.start();
      assertThat(server.get("/metrics").status()).isEqualTo(403);
    }
  }
}
