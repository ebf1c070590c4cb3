package chat.web.listener;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.config.HttpLimits;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.socket.PeerInfo;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** One end of a connection. */
  private record Peer(SocketAddress address) implements PeerInfo {
    @Override
    public String host() {
      return ((InetSocketAddress) address).getHostString();
    }

    @Override
    public int port() {
      return ((InetSocketAddress) address).getPort();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
      return Optional.empty();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
      return Optional.empty();
    }
  }

  /** Lets a whole head timeout pass since the last check. */
  private void passHeadTimeout() {
    now = now.plus(HEAD).plusMillis(1);
    tracker.closeExpired();
  }

  @Test
  void theTimeInWhichTheServerHasNotReadWhatTheClientSentDoesNotCount() throws Exception {
    var socket = new FakeSocket("127.0.0.1", 1);
    tracker.add(socket, "group");
    socket.setUnread(200);
    passHeadTimeout();
    assertThat(tracker.size()).isEqualTo(1);

    // The server has read that, and the rest of the head has its time from now on.
    socket.setUnread(0);
    now = now.plus(HEAD);
    tracker.closeExpired();
    assertThat(tracker.size()).isEqualTo(1);
    assertThat(metrics.count(Limit.HEAD_TIME)).isZero();

    now = now.plusMillis(1);
    tracker.closeExpired();
    assertThat(socket.awaitClosed()).isTrue();
    assertThat(metrics.count(Limit.HEAD_TIME)).isEqualTo(1);
  }

  @Test
  void aServerThatIsLateForTooLongAbortsTheConnection() throws Exception {
    var socket = new FakeSocket("127.0.0.1", 1);
    tracker.add(socket, "group");
    socket.setUnread(1);
    for (int i = 0; i < Deadline.MAX_EXTENSIONS; i++) {
      passHeadTimeout();
    }
    assertThat(tracker.size()).isEqualTo(1);
    passHeadTimeout();
    assertThat(socket.awaitClosed()).isTrue();
    assertThat(tracker.size()).isZero();
  }

  @Test
  void aRequestWhoseHeadWasReadHasTheTimeOfARequest() throws Exception {
    var socket = new FakeSocket("127.0.0.1", 1);
    tracker.add(socket, "group");
    tracker.headReceived(
        new Peer(socket.getLocalSocketAddress()), new Peer(socket.getRemoteSocketAddress()));
    passHeadTimeout();
    assertThat(tracker.size()).isEqualTo(1);

    // A body that is not read is no lateness of the server.
    socket.setUnread(1);
    now = now.plus(HttpLimits.DEFAULTS.requestTimeout());
    tracker.closeExpired();
    assertThat(socket.awaitClosed()).isTrue();
    assertThat(metrics.count(Limit.REQUEST_TIME)).isEqualTo(1);
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

  @Test
  void theOldestReservedConnectionWithoutARequestMakesRoomForTheNext() throws Exception {
    List<FakeSocket> sockets = new ArrayList<>();
    for (int i = 0; i < ConnectionTracker.MAX_RESERVED; i++) {
      sockets.add(new FakeSocket("127.0.0.1", i + 1));
      assertThat(tracker.addReserved(sockets.get(i), "group")).isTrue();
    }
    assertThat(tracker.reserved()).isEqualTo(ConnectionTracker.MAX_RESERVED);
    assertThat(metrics.count(Limit.TCP_CONNECTIONS)).isZero();

    assertThat(tracker.addReserved(new FakeSocket("127.0.0.1", 100), "group")).isTrue();
    assertThat(sockets.getFirst().awaitClosed()).isTrue();
    assertThat(sockets.get(1).isClosed()).isFalse();
    assertThat(tracker.reserved()).isEqualTo(ConnectionTracker.MAX_RESERVED);
    assertThat(tracker.size()).isEqualTo(ConnectionTracker.MAX_RESERVED);
    assertThat(metrics.count(Limit.TCP_CONNECTIONS)).isEqualTo(1);
    assertThat(removed).containsExactly("group");
  }

  @Test
  void reservedConnectionsThatAreBeingClosedStillCount() throws Exception {
    List<FakeSocket> sockets = new ArrayList<>();
    int accepted = 0;
    for (int i = 0; i < 100; i++) {
      var socket = new FakeSocket("127.0.0.1", i + 1);
      socket.delayClosing();
      sockets.add(socket);
      accepted += tracker.addReserved(socket, "group") ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(ConnectionTracker.MAX_RESERVED_SOCKETS);

    for (FakeSocket socket : sockets) {
      socket.proceedClosing();
    }
    var next = new FakeSocket("127.0.0.1", 101);
    for (int i = 0; !tracker.addReserved(next, "group"); i++) {
      assertThat(i).isLessThan(1_000_000);
      Thread.onSpinWait();
    }
  }

  @Test
  void aReservedConnectionHasAShortTimeForItsRequest() throws Exception {
    var socket = new FakeSocket("127.0.0.1", 1);
    assertThat(tracker.addReserved(socket, "group")).isTrue();
    now = now.plus(ConnectionTracker.RESERVED_TIMEOUT);
    tracker.closeExpired();
    assertThat(tracker.reserved()).isEqualTo(1);

    now = now.plusMillis(1);
    tracker.closeExpired();
    assertThat(socket.awaitClosed()).isTrue();
    assertThat(tracker.reserved()).isZero();
    assertThat(tracker.size()).isZero();
  }
}
