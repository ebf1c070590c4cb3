package chat.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.config.HttpLimits;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Deadlines of connections that are not WebSockets, with a clock that the test sets. */
class ConnectionTrackerTest {
  private static final Duration HEAD = Duration.ofSeconds(10);

  private Instant now = Instant.EPOCH;
  private final ServerMetrics metrics = new ServerMetrics();
  private final List<String> removed = new ArrayList<>();
  private final ConnectionTracker tracker =
      new ConnectionTracker(
          new HttpLimits.Builder().headTimeout(HEAD).build(), () -> now, metrics, removed::add);

  /** A socket without a connection. */
  private static final class FakeSocket extends Socket {
    private final SocketAddress local;
    private final SocketAddress remote;
    private final CountDownLatch closing = new CountDownLatch(1);

    FakeSocket(String local, int remotePort) {
      this.local = new InetSocketAddress(local, 8180);
      this.remote = new InetSocketAddress("192.0.2.7", remotePort);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
      return local;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return remote;
    }

    @Override
    public void setSoLinger(boolean on, int linger) {}

    @Override
    public boolean isClosed() {
      return closing.getCount() == 0;
    }

    @Override
    public void close() {
      closing.countDown();
    }

    boolean awaitClosed() throws InterruptedException {
      return closing.await(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void aConnectionWithoutARequestIsAbortedAfterTheHeadTimeout() throws Exception {
    var socket = new FakeSocket("127.0.0.1", 1);
    tracker.add(socket, "group");
    now = now.plus(HEAD);
    tracker.closeExpired();
    assertThat(tracker.size()).isEqualTo(1);
    assertThat(socket.isClosed()).isFalse();

    now = now.plusMillis(1);
    tracker.closeExpired();
    assertThat(socket.awaitClosed()).isTrue();
    assertThat(tracker.size()).isZero();
    assertThat(metrics.count(Limit.HEAD_TIME)).isEqualTo(1);
    assertThat(removed).containsExactly("group");
  }

  @Test
  void aConnectionThatTheClientClosedHitsNoLimit() {
    var socket = new FakeSocket("127.0.0.1", 1);
    tracker.add(socket, "group");
    socket.close();
    tracker.closeExpired();
    assertThat(tracker.size()).isZero();
    assertThat(metrics.count(Limit.HEAD_TIME)).isZero();
    assertThat(removed).containsExactly("group");
  }

  @Test
  void connectionsOfOneRemotePortToTwoLocalAddressesAreTwo() throws Exception {
    var one = new FakeSocket("127.0.0.1", 1);
    var two = new FakeSocket("127.0.0.2", 1);
    tracker.add(one, "group");
    tracker.add(two, "group");
    assertThat(tracker.size()).isEqualTo(2);

    now = now.plus(HEAD).plusMillis(1);
    tracker.closeExpired();
    assertThat(one.awaitClosed()).isTrue();
    assertThat(two.awaitClosed()).isTrue();
    assertThat(removed).containsExactly("group", "group");
  }

  @Test
  void anExtremeTimeoutIsNoError() {
    var longest =
        new ConnectionTracker(
            new HttpLimits.Builder().headTimeout(Duration.ofHours(999_999_999)).build(),
            () -> now,
            metrics,
            removed::add);
    longest.add(new FakeSocket("127.0.0.1", 1), "group");
    longest.closeExpired();
    assertThat(longest.size()).isEqualTo(1);
  }
}
