package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once: those who flood, and those who go without a goodbye. */
@Timeout(300)
class CrowdTest {
  private static final int CROWD = 5_000;
  private static final int ROUNDS = 3;

  /** Of ten thousand connections: of each not even a handful of references. */
  private static final long NO_MEMORY = 1 << 20;

  private static final int MEMBERS = 50;

  private final OpenHouse house = new OpenHouse();

  @Test
  void whoGoesWithoutAGoodbyeLeavesNothingBehind() throws Exception {
    house.http =
        new Limits.Http(
            4_096,
            16_384,
            16_384,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            100_000);
    int crowd = possible();
    System.out.println("CrowdTest: " + crowd + " connections, " + ROUNDS + " times");
    try (house) {
      house.open();
      List<String> cookies = new ArrayList<>();
      for (int i = 0; i < MEMBERS; i++) {
        cookies.add(house.cookie("member " + i));
      }
      // The first round leaves what is made once: classes, buffers, threads that carry others.
      comeAndVanish(crowd, cookies);
      long threads = Census.threads();
      long bytes = Census.bytes();
      for (int round = 1; round < ROUNDS; round++) {
        comeAndVanish(crowd, cookies);
      }
      // Those who have just asked for the figures still stand on the porch.
      assertThat(house.metric("chat_tcp_connections ")).isLessThan(50);
      assertThat(house.metric("chat_members ")).isZero();
      assertThat(house.metric("chat_rooms ")).isZero();
      assertThat(Census.threads()).isLessThanOrEqualTo(threads + 5);
      long left = Census.bytes() - bytes;
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

  private void comeAndVanish(int crowd, List<String> cookies) throws Exception {
    List<Stranger> strangers = new ArrayList<>();
    for (int i = 0; i < crowd; i++) {
      strangers.add(Stranger.connected(house.port(), "/chat", cookies.get(i % cookies.size())));
    }
    await("chat_connections ", crowd);
    for (Stranger stranger : strangers) {
      stranger.vanish();
    }
    await("chat_connections ", 0);
    await("chat_rooms ", 0);
  }

  private void await(String metric, long value) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (house.metric(metric) != value) {
      assertThat(System.nanoTime()).as(metric).isLessThan(deadline);
    }
  }

  @Test
  void whileFiftyFloodAMembersMessagesFlow() throws Exception {
    house.rate = Optional.of(50.0);
    house.talk = new Limits.Talk(50, 4_096, 65_536, 1 << 20, Duration.ofSeconds(15));
    house.open();
    try (house;
        Stranger ann = house.visitor("Ann");
        ExecutorService flood = Executors.newVirtualThreadPerTaskExecutor()) {
      long before = Census.bytes();
      List<Future<?>> floods = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String cookie = house.cookie("flood " + i);
        floods.add(flood.submit(() -> flood(cookie)));
      }
      long[] nanos = new long[100];
      for (int i = 0; i < nanos.length; i++) {
        long begun = System.nanoTime();
        ann.say("message " + i);
        // In order, and each once: the next that is heard of Ann is this one.
        assertThat(ann.hearUntil("Ann:")).isEqualTo("Ann:message " + i);
        nanos[i] = System.nanoTime() - begun;
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      assertThat(house.met(Limit.MESSAGE_RATE)).isPositive();
      assertThat(Census.bytes()).isLessThan(before + (64L << 20));
      floods.forEach(each -> each.cancel(true));
      Arrays.sort(nanos);
      System.out.printf(
          "CrowdTest: under the flood p50 %.1f ms, p99 %.1f ms%n",
          nanos[50] / 1e6, nanos[98] / 1e6);
    }
  }

  /** Says 1,000 messages a second, and comes back whenever it is sent away. */
  private Void flood(String cookie) throws IOException {
    byte[] ten = new byte[0];
    for (int i = 0; i < 10; i++) {
      byte[] frame = Stranger.frame(1, "spam".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      byte[] more = Arrays.copyOf(ten, ten.length + frame.length);
      System.arraycopy(frame, 0, more, ten.length, frame.length);
      ten = more;
    }
    while (!Thread.currentThread().isInterrupted()) {
      try (Stranger stranger = Stranger.connected(house.port(), "/chat", cookie)) {
        var reader = Thread.startVirtualThread(stranger::isSentAway);
        while (reader.isAlive() && !Thread.currentThread().isInterrupted()) {
          stranger.send(ten);
          LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
      } catch (IOException e) {
        // Sent away; it comes again.
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      }
    }
    return null;
  }
}
