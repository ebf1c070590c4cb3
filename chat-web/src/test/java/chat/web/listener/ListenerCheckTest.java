package chat.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener that ends by itself, so that nobody can connect any more, is noticed. */
@Tag("server")
@Timeout(60)
class ListenerCheckTest {
  private final CountDownLatch failures = new CountDownLatch(1);

  @Test
  void theEndOfAListenerIsAFailure() throws InterruptedException {
    try (TestServer server = TestServer.open()) {
      server.chatServer().onFailure(failures::countDown);
      assertThat(server.get("/health").status()).isEqualTo(200);
      assertThat(failures.getCount()).isEqualTo(1);

      // Accepting fails by it, as it does without a free file descriptor.
      listenerThread().interrupt();
      assertThat(failures.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStopIsNone() {
    try (TestServer server = TestServer.open()) {
      server.chatServer().onFailure(failures::countDown);
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
    assertThat(failures.getCount()).isEqualTo(1);
  }

  private static Thread listenerThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("server-@default-listener"))
        .findFirst()
        .orElseThrow();
  }
}
