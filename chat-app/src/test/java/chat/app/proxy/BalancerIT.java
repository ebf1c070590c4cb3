package chat.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.app.cluster.ServerGroup;
import chat.app.testing.FreePort;
import chat.app.testing.PlainClient;
import chat.app.testing.TestCertificate;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three servers of one database behind a balancer that has the lines of SERVERS.md. */
@Tag("proxy")
@Tag("postgres")
@TestInstance(Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Other systems have one loopback address only.")
@Timeout(120)
@Tag("long")
class BalancerIT {
  private static final int SERVERS = 3;
  private static final int GUESTS = 4;
  private static final Pattern CONNECTIONS =
      Pattern.compile("^chat_connections (\\d+)", Pattern.MULTILINE);

  /** 3 s, because a balancer that tries a server again that has stopped takes longer. */
  private static final Duration COME_BACK = Duration.ofSeconds(3);

  private static final Duration USED_AGAIN = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Manual manual = Manual.read();
  private final Manual ofServers = Manual.ofSeveralServers();
  private TestCertificate certificate;
  private ServerGroup group;
  private String ownerKey;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.create(folder);
    group = new ServerGroup(SERVERS, manual.flags().toArray(String[]::new));
    ownerKey = group.ownerKey();
  }

  @AfterAll
  void stop() throws Exception {
    group.close();
  }

  private String configuration(ProxyProgram program, int port) {
    return switch (program) {
      case NGINX -> nginx(port);
      case HAPROXY -> haproxy(port);
      case CADDY -> throw new IllegalArgumentException("SERVERS.md has no lines for Caddy");
    };
  }

  private String nginx(int port) {
    String location =
        Manual.replace(
            manual.lines("nginx"),
            "proxy_pass http://127.0.0.1:8180;",
            ofServers.code("proxy_pass") + ofServers.code("proxy_next_upstream"));
    String http = manual.code("map $http_upgrade") + withPorts(ofServers.lines("nginx"));
    return NginxConfiguration.of(http, location, port, certificate.file());
  }

  private String haproxy(int port) {
    String bind = "127.0.0.1:" + port + " ssl crt " + certificate.file();
    String frontend =
        Manual.replace(manual.lines("haproxy"), ":443 ssl crt /etc/haproxy/chat.pem", bind);
    return Manual.replace(
        frontend, "server chat 127.0.0.1:8180 check\n", withPorts(ofServers.lines("haproxy")));
  }

  private String withPorts(String lines) {
    String result = lines;
    for (int i = 0; i < SERVERS; i++) {
      String own = "10.0.0.1" + (i + 1) + ":8180";
      result = Manual.replace(result, own, "127.0.0.1:" + group.server(i).process().port());
    }
    return result;
  }

  /**
   * A member that came through the balancer.
   *
   * @param server the index of the server that it is connected to
   */
  private record Guest(ProxiedClient client, String cookie, PlainClient connection, int server) {
    String name() {
      return client.nickname();
    }
  }

  private Guest connect(ProxiedClient client, String cookie, String room) throws Exception {
    List<Integer> before = connections();
    PlainClient connection = client.connect(room, cookie);
    return new Guest(client, cookie, connection, awaitOneMore(before));
  }

  /** The server that has one connection more than before, soon after its handshake. */
  private int awaitOneMore(List<Integer> before) throws InterruptedException {
    long limit = System.nanoTime() + COME_BACK.toNanos();
    while (true) {
      List<Integer> after = connections();
      for (int i = 0; i < SERVERS; i++) {
        if (after.get(i) > before.get(i)) {
          return i;
        }
      }
      assertThat(System.nanoTime()).as(before + " " + after).isLessThan(limit);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** The number of connections of each server; 0 while it does not run. */
  private List<Integer> connections() throws InterruptedException {
    List<Integer> counts = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (ServerGroup.Server server : group.servers()) {
        counts.add(connections(http, server));
      }
    }
    return counts;
  }

  private int connections(HttpClient http, ServerGroup.Server server) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(server.address().resolve("/metrics"))
              .header("Authorization", "Bearer " + ownerKey)
              .build();
      Matcher count = CONNECTIONS.matcher(http.send(request, BodyHandlers.ofString()).body());
      return count.find() ? Integer.parseInt(count.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NGINX", "HAPROXY"})
  void membersOfAServerThatStopsGoOnAtAnother(ProxyProgram program, @TempDir Path folder)
      throws Exception {
    assumeTrue(program.isInstalled(), program + " is not installed.");
    int port = FreePort.find();
    try (ProxyProcess proxy = program.start(configuration(program, port), folder, port)) {
      List<Guest> guests = guests(proxy, program.toString());
      assertThat(guests.stream().map(Guest::server).distinct()).hasSizeGreaterThan(1);
      talk(guests);
      Guest first = guests.getFirst();
      assertThat(group.server(first.server).process().process().stop()).isZero();
      talk(comeBack(guests, first.server, program.toString()));
      group.server(first.server).process().restart();
      awaitUse(first, program.toString());
    }
  }

  private List<Guest> guests(ProxyProcess proxy, String room) throws Exception {
    List<Guest> guests = new ArrayList<>();
    for (int i = 1; i <= GUESTS; i++) {
      var client =
          new ProxiedClient(proxy.address(), "127.0.1." + i, room + i, certificate.trust());
      guests.add(connect(client, client.signIn(), room));
      assertAllReceive(guests, "【" + client.nickname() + "】进入了聊天室");
    }
    return guests;
  }

  private static void talk(List<Guest> guests) throws Exception {
    for (Guest guest : guests) {
      guest.connection.send("hello");
      assertAllReceive(guests, guest.name() + ":hello");
    }
  }

  private static void assertAllReceive(List<Guest> guests, String line) throws Exception {
    for (Guest guest : guests) {
      assertThat(guest.connection.receive()).as(guest.name()).isEqualTo(line);
    }
  }

  /** Nobody else hears of it: what they receive next is what is said next. */
  private List<Guest> comeBack(List<Guest> guests, int stopped, String room) throws Exception {
    List<Guest> all = new ArrayList<>();
    for (Guest guest : guests) {
      if (guest.server == stopped) {
        assertThat(guest.connection.closeCode()).isEqualTo(1012);
        all.add(reconnect(guest, room));
      } else {
        all.add(guest);
      }
    }
    return all;
  }

  private Guest reconnect(Guest guest, String room) throws Exception {
    long limit = System.nanoTime() + COME_BACK.toNanos();
    while (true) {
      try {
        return connect(guest.client, guest.cookie, room);
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(System.nanoTime()).as("came back").isLessThan(limit);
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  /** Connects until the balancer uses the server of a guest again. */
  private void awaitUse(Guest guest, String room) throws Exception {
    long limit = System.nanoTime() + USED_AGAIN.toNanos();
    Guest next = connect(guest.client, guest.cookie, room);
    while (next.server != guest.server) {
      assertThat(System.nanoTime()).as("used again").isLessThan(limit);
      next.connection.close();
      LockSupport.parkNanos(POLL.toNanos());
      next = connect(guest.client, guest.cookie, room);
    }
    next.connection.close();
  }
}
