package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.metrics.Limit;
import chat.web.testing.ClientFrames;
import chat.web.testing.LeakCheck;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many connections at once: clients that reset their connections, and clients that flood a room.
 */
@Tag("server")
@Timeout(300)
class ConnectionLoadTest {
  private static final int MAX_CONNECTIONS = 5_000;
  private static final int ROUNDS = 3;

  /**
   * 1 MiB for 10,000 connections, so about 100 bytes for each: less than a connection would retain.
   */
  private static final long LEAKED_BYTES = 1 << 20;

  private static final int MEMBERS = 50;

  /** The number of messages that have to be delivered during the flood. */
  private static final int MESSAGES = 100;

  /** The memory that a flood may take: 64 MiB, because it sends more than that in a few seconds. */
  private static final long FLOOD_MEMORY = 64 << 20;

  private final TestServer server = new TestServer();

  @BeforeEach
  void disableLimitsByAddress() {
    server.access.connectionsPerAddress(OptionalInt.empty());
  }

  @Test
  void resetConnectionsLeakNothing() throws Exception {
    server
        .http
        .headTimeout(Duration.ofMinutes(1))
        .requestTimeout(Duration.ofMinutes(1))
        .keepAlive(Duration.ofMinutes(1))
        .tcpConnections(100_000);
    int connections = possibleConnections();
    System.out.println("ConnectionLoadTest: " + connections + " connections, " + ROUNDS + " times");
    try (server) {
      server.start();
      List<String> cookies = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        cookies.add(server.signIn("member " + i));
      }
      // The first round is not measured, because it allocates what stays: classes, buffers, carrier
      // threads.
      connectAndReset(connections, cookies);
      long threads = LeakCheck.liveThreads();
      long bytes = LeakCheck.liveHeapBytes();
      for (int round = 1; round < ROUNDS; round++) {
        connectAndReset(connections, cookies);
      }
      // Fewer than 50, because the connections that have just requested the metrics may not have
      // ended.
      assertThat(server.metric("chat_tcp_connections ")).isLessThan(50);
      assertThat(server.metric("chat_members ")).isZero();
      assertThat(server.metric("chat_rooms ")).isZero();
      assertThat(LeakCheck.liveThreads()).isLessThanOrEqualTo(threads + 5);
      long leaked = LeakCheck.liveHeapBytes() - bytes;
      System.out.printf("ConnectionLoadTest: %,d bytes more than after the first round%n", leaked);
      assertThat(leaked).isLessThan(LEAKED_BYTES);
    }
  }

  /** Client and server are one process here: two file descriptors for each connection. */
  private static int possibleConnections() {
    var os = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount() - 200;
    return (int) Math.min(MAX_CONNECTIONS, free / 2);
  }

  private void connectAndReset(int connections, List<String> cookies) {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      clients.add(server.rawClient().upgraded("/chat", cookies.get(i % cookies.size())));
    }
    await("chat_connections ", connections);
    for (RawClient client : clients) {
      client.reset();
    }
    await("chat_connections ", 0);
    await("chat_rooms ", 0);
  }

  private void await(String metric, long value) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (server.metric(metric) != value) {
      assertThat(System.nanoTime()).as(metric).isLessThan(deadline);
    }
  }

  /** Latency is measured by the benchmark: {@code ./run bench flood}. */
  @Test
  void messagesAreDeliveredInOrderDuringAFlood() throws Exception {
    server.messages.perSecond(Optional.of(50.0));
    // The burst is the number of Ann's messages, so that none of them is refused.
    server.messages.burst(MESSAGES);
    server.start();
    try (server;
        ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> floods = new ArrayList<>();
      try (RawClient ann = server.connectRaw("Ann");
          RawClient ben = server.connectRaw("Ben")) {
        long before = LeakCheck.liveHeapBytes();
        for (int i = 0; i < MEMBERS; i++) {
          String cookie = server.signIn("flood " + i);
          floods.add(flood.submit(() -> flood(cookie)));
        }
        ben.receiveTextContaining("spam");
        for (int i = 0; i < MESSAGES; i++) {
          ann.sendText("message " + i);
          // Both clients receive it as Ann's next message.
          assertThat(ann.receiveTextContaining("Ann:")).isEqualTo("Ann:message " + i);
          assertThat(ben.receiveTextContaining("Ann:")).isEqualTo("Ann:message " + i);
        }
        assertThat(LeakCheck.liveHeapBytes()).isLessThan(before + FLOOD_MEMORY);
      }
      Await.until(
          "each of the flood is sent away",
          () -> server.limitHits(Limit.RATE_VIOLATIONS) >= MEMBERS);
      assertThat(server.limitHits(Limit.MESSAGE_RATE)).isPositive();
      floods.forEach(each -> each.cancel(true));
    }
  }

  /** Sends 1,000 messages a second, and reconnects when it is disconnected. */
  private Void flood(String cookie) {
    byte[][] frames = new byte[10][];
    Arrays.fill(frames, ClientFrames.text("spam"));
    byte[] ten = ClientFrames.join(frames);
    while (!Thread.currentThread().isInterrupted()) {
      try (RawClient client = server.rawClient().upgraded("/chat", cookie)) {
        var reader = Thread.startVirtualThread(client::isClosed);
        while (reader.isAlive() && !Thread.currentThread().isInterrupted()) {
          client.send(ten);
          LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
      } catch (UncheckedIOException e) {
        // Disconnected; the loop reconnects.
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
    return null;
  }
}
