package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.metrics.DisconnectReason;
import chat.web.metrics.Limit;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      assertThat(server.metric("jvm_memory_used_bytes ")).isPositive();
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
          .allSatisfy(name -> assertThat(manual).containsPattern("`" + name + "(\\{reason})?`"));
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
      String key = "Authorization: Bearer " + TestServer.OWNER_KEY;
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
