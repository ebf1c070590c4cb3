package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.metrics.Limit;
import chat.web.testing.Await;
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

/** Many at once: those who flood, and those who go without a goodbye. */
@Tag("server")
@Timeout(300)
class CrowdTest {
  private static final int CROWD = 5_000;
  private static final int ROUNDS = 3;

  /** Of ten thousand connections: of each not even a handful of references. */
  private static final long NO_MEMORY = 1 << 20;

  private static final int MEMBERS = 50;

  /** How many messages have to get through a flood. */
  private static final int MESSAGES = 100;

  /** What a flood may take while it lasts; it brings more than that in a few seconds. */
  private static final long FLOOD_MEMORY = 64 << 20;

  private final TestServer server = new TestServer();

  @BeforeEach
  void liftTheLimitsByAddress() {
    server.access.connectionsPerAddress(OptionalInt.empty());
  }

  @Test
  void connectionsThatAreResetLeaveNothingBehind() throws Exception {
    server
        .http
        .headTimeout(Duration.ofMinutes(1))
        .requestTimeout(Duration.ofMinutes(1))
        .keepAlive(Duration.ofMinutes(1))
        .tcpConnections(100_000);
    int crowd = possible();
    System.out.println("CrowdTest: " + crowd + " connections, " + ROUNDS + " times");
    try (server) {
      server.start();
      List<String> cookies = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        cookies.add(server.signIn("member " + i));
      }
      // The first round leaves what is made once: classes, buffers, threads that carry others.
      comeAndVanish(crowd, cookies);
      long threads = LeakCheck.liveThreads();
      long bytes = LeakCheck.liveHeapBytes();
      for (int round = 1; round < ROUNDS; round++) {
        comeAndVanish(crowd, cookies);
      }
      // Those who have just asked for the figures still stand on the porch.
      assertThat(server.metric("chat_tcp_connections ")).isLessThan(50);
      assertThat(server.metric("chat_members ")).isZero();
      assertThat(server.metric("chat_rooms ")).isZero();
      assertThat(LeakCheck.liveThreads()).isLessThanOrEqualTo(threads + 5);
      long left = LeakCheck.liveHeapBytes() - bytes;
      System.out.printf("CrowdTest: %,d bytes more than after the first round%n", left);
      assertThat(left).isLessThan(NO_MEMORY);
    }
  }

  /** Client and server are one process here: two file descriptors for each connection. */
  private static int possible() {
    var os = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = os.getMaxFileDescriptorCount() - os.getOpenFileDescriptorCount() - 200;
    return (int) Math.min(CROWD, free / 2);
  }

  private void comeAndVanish(int crowd, List<String> cookies) {
    List<RawClient> strangers = new ArrayList<>();
    for (int i = 0; i < crowd; i++) {
      strangers.add(server.rawClient().upgraded("/chat", cookies.get(i % cookies.size())));
    }
    await("chat_connections ", crowd);
    for (RawClient stranger : strangers) {
      stranger.reset();
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

  /** How long it takes is the benchmark's: {@code ./run bench flood}. */
  @Test
  void aMembersMessagesArriveInOrderWhileFiftyOthersFlood() throws Exception {
    server.messages.perSecond(Optional.of(50.0));
    // As many at once as Ann says in all: of hers none is refused.
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
          // The next that is heard of her is this one, here and there.
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

  /** Says 1,000 messages a second, and comes back whenever it is sent away. */
  private Void flood(String cookie) {
    byte[][] frames = new byte[10][];
    Arrays.fill(frames, ClientFrames.text("spam"));
    byte[] ten = ClientFrames.join(frames);
    while (!Thread.currentThread().isInterrupted()) {
      try (RawClient stranger = server.rawClient().upgraded("/chat", cookie)) {
        var reader = Thread.startVirtualThread(stranger::isClosed);
        while (reader.isAlive() && !Thread.currentThread().isInterrupted()) {
          stranger.send(ten);
          LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
      } catch (UncheckedIOException e) {
        // Sent away; it comes again.
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
    return null;
  }
}
