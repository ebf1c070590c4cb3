package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the server does is for those on this machine, and for the owner. */
@Timeout(60)
class MetricsTest {
  private final OpenHouse house = new OpenHouse();

  @Test
  void showsWhoIsHereAndWhatIsCounted() throws IOException {
    house.open();
    try (house;
        Stranger ann = house.visitor("Ann")) {
      ann.say("hello");
      ann.hearUntil("hello");
      Stranger.Answer answer = house.get("/metrics");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(answer.body())
          .contains("# TYPE chat_connections gauge", "chat_delivery_seconds_bucket{le=\"0.001\"}");
      assertThat(house.metric("chat_connections ")).isEqualTo(1);
      assertThat(house.metric("chat_members ")).isEqualTo(1);
      assertThat(house.metric("chat_rooms ")).isEqualTo(1);
      assertThat(house.metric("chat_entries ")).isEqualTo(1);
      assertThat(house.metric("chat_tcp_connections ")).isPositive();
      assertThat(house.metric("jvm_memory_used_bytes ")).isPositive();
      for (Limit limit : Limit.values()) {
        assertThat(house.met(limit)).as(limit.label()).isZero();
      }
      for (Cut cut : Cut.values()) {
        assertThat(house.metric("chat_cuts_total{reason=\"" + cut.label() + "\"}")).isZero();
      }
      assertThat(answer.body()).doesNotContain("Ann", "hello", "lobby");
    }
  }

  @Test
  void deliveriesAreMeasuredOnOneConnectionAtATime() throws IOException {
    house.open();
    try (house;
        Stranger ann = house.visitor("Ann")) {
      for (int i = 0; house.metric("chat_delivery_seconds_count ") == 0; i++) {
        assertThat(i).isLessThan(10_000);
        ann.say("hello");
        ann.hearUntil("hello");
      }
      assertThat(house.metric("chat_delivery_seconds_sum ")).isLessThan(15);
    }
  }

  @Test
  void whoCameByAProxyOrByAnotherNameNeedsTheKey() throws IOException {
    try (house) {
      house.open();
      assertThat(house.get("/metrics", "X-Forwarded-For: 127.0.0.1").status()).isEqualTo(403);
      assertThat(house.get("/metrics", "Forwarded: for=127.0.0.1").status()).isEqualTo(403);
      assertThat(house.get("/metrics", "Via: 1.1 proxy").status()).isEqualTo(403);
      try (Stranger rebound = Stranger.at(house.port())) {
        rebound.send("GET /metrics HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assertThat(rebound.answer().status()).isEqualTo(403);
      }
      String key = "Authorization: Bearer " + OpenHouse.KEY;
      assertThat(house.get("/metrics", "Via: 1.1 proxy", key).status()).isEqualTo(200);
    }
  }

  @Test
  void aTrustedProxyOnThisMachineIsNotThisMachine() throws IOException {
    house.proxies = Set.of("127.0.0.1");
    try (house) {
      house.open();
      assertThat(house.get("/metrics").status()).isEqualTo(403);
    }
  }
}
