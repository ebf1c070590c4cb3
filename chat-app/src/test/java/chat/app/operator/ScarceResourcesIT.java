package chat.app.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.ChaosRun;
import chat.app.consistency.RestartableServer;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image with too little memory or too few file descriptors: a start is refused with one
 * sentence, or the process ends with a line and a status by which a supervisor starts it again.
 * Nothing that was acknowledged is lost.
 */
@Tag("image")
@Timeout(120)
@Tag("long")
class ScarceResourcesIT {
  private static final Path IMAGE = Path.of(System.getProperty("chat.image"));
  private static final ChaosRun.Plan PLAN =
      new ChaosRun.Plan(1, 3, 20, 0, 0, 0, Duration.ofSeconds(30));

  @TempDir private Path data;

  /** The image by a shell, which can lower its limits first. */
  private ProcessBuilder chat(String before, int port, String options) {
    String command =
        before
            + " exec "
            + IMAGE.resolve("bin/chat")
            + " --port "
            + port
            + " --data "
            + data
            + " --connections-per-address off --message-rate off "
            + options;
    return new ProcessBuilder("sh", "-c", command);
  }

  private RestartableServer server(String before) throws IOException {
    String[] next = {before};
    return RestartableServer.of(port -> {
      ServerProcess server = ServerProcess.start(chat(next[0], port, ""));
      next[0] = "";
      return server;
    });
  }

  @Test
  void withTooFewFileDescriptorsAStartIsRefused() throws Exception {
    assertRefused(
        chat("ulimit -n 100;", 0, ""),
        "This process may open 100 files, and the server needs at least ");
  }

  @Test
  void moreConnectionsThanFileDescriptorsAreRefused() throws Exception {
    assertRefused(
        chat("ulimit -n 256;", 0, "--tcp-connections 1000"),
        "--tcp-connections: 1,000 connections do not fit into the 256 files");
  }

  private static void assertRefused(ProcessBuilder command, String sentence) throws Exception {
    FailedStart start = FailedStart.of(command);
    System.out.println(start.errors().strip());
    assertThat(start.status()).isEqualTo(2);
    assertThat(start.output()).isEmpty();
    assertThat(start.errors().strip()).startsWith(sentence).hasLineCount(1);
  }

  /** The limit is lowered while the server runs, as nothing else makes accept fail. */
  @Test
  void aListenerWithoutAFileDescriptorEndsTheProcessAndNothingIsLost() throws Exception {
    try (RestartableServer server = server("");
        ChaosRun run = new ChaosRun(PLAN, server::port)) {
      run.start();
      assertThat(run.awaitAcknowledged(20)).isTrue();
      limitFiles(server.process().pid(), 40);
      try (Crowd crowd = new Crowd(server.process())) {
        crowd.connectUntilItEnds("");
        assertThat(server.process().awaitEnd()).isEqualTo(1);
      }
      assertThat(lines(server).next())
          .containsSubsequence(
              "SEVERE chat.web.ChatServer: the listener has ended, so nobody can connect any more",
              "INFO chat.app.Main: the server stops",
              "INFO chat.app.Main: the server has stopped");
      assertNothingIsLost(server, run);
    }
  }

  private static void limitFiles(long pid, int files) throws Exception {
    List<String> command =
        List.of("prlimit", "--pid", Long.toString(pid), "--nofile=" + files + ":" + files);
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static String handshake(String cookie) {
    return String.join(
        "\r\n",
        "GET /chat HTTP/1.1",
        "Host: localhost",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Cookie: " + cookie,
        "",
        "");
  }

  /** Connections that read nothing. */
  private static final class Crowd implements AutoCloseable {
    private static final int MAX = 3_000;

    private final ServerProcess server;
    private final List<Socket> sockets = new ArrayList<>();

    Crowd(ServerProcess server) {
      this.server = server;
    }

    /** Connects until the server ends, and begins each connection with a text. */
    void connectUntilItEnds(String text) {
      URI address = server.address();
      try {
        while (server.isRunning() && sockets.size() < MAX) {
          Socket socket = new Socket(address.getHost(), address.getPort());
          sockets.add(socket);
          socket.getOutputStream().write(text.getBytes(UTF_8));
        }
      } catch (IOException e) {
        // It has ended, or it has closed this connection.
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void withoutMemoryTheProcessEndsAndNothingIsLost() throws Exception {
    try (RestartableServer server = server("CHAT_JAVA_OPTS='-Xms8m -Xmn4m -Xmx12m'");
        ChaosRun run = new ChaosRun(PLAN, server::port)) {
      run.start();
      assertThat(run.awaitAcknowledged(20)).isTrue();
      String cookie = PlainClient.signIn(server.process().address(), "crowd");
      try (Crowd crowd = new Crowd(server.process())) {
        crowd.connectUntilItEnds(handshake(cookie));
        assertThat(server.process().awaitEnd()).isEqualTo(3);
      }
      assertThat(lines(server).next())
          .containsExactly("Terminating due to java.lang.OutOfMemoryError: Java heap space");
      assertNothingIsLost(server, run);
    }
  }

  @Test
  void aSmallHeapOfTheManualIsEnoughToTalk() throws Exception {
    try (RestartableServer server = server("CHAT_JAVA_OPTS='-Xms16m -Xmn8m -Xmx24m'");
        PlainClient ann = PlainClient.connect(server.process().address(), "Ann")) {
      ann.send("hello");
      while (!ann.receive().equals("Ann:hello")) {
        // Presence.
      }
      assertThat(server.process().stop()).isZero();
    }
  }

  @Test
  void aMaximumBelowTheInitialHeapIsRefusedByJava() throws Exception {
    FailedStart start = FailedStart.of(chat("CHAT_JAVA_OPTS=-Xmx24m", 0, ""));
    assertThat(start.status()).isEqualTo(1);
    assertThat(start.output() + start.errors())
        .contains("Initial heap size set to a larger value than the maximum heap size");
  }

  /** SIGHUP, as at the end of a terminal, is no reason to end. */
  @Test
  void aHangUpReadsTheSettingsAndAStopHasTwoLines() throws Exception {
    try (RestartableServer server = server("");
        HealthCheck health = new HealthCheck(() -> server.process().address())) {
      LogLines log = lines(server);
      server.process().signal("HUP");
      assertThat(log.awaitNext("read again"))
          .containsExactly("INFO chat.app.SettingsReload: the settings were read again");
      health.await(HealthCheck.OK);
      assertThat(server.process().stop()).isZero();
      assertThat(log.next())
          .containsExactly(
              "INFO chat.app.Main: the server stops", "INFO chat.app.Main: the server has stopped");
    }
  }

  private static LogLines lines(RestartableServer server) {
    return new LogLines(server::errorOutput, _ -> true);
  }

  private static void assertNothingIsLost(RestartableServer server, ChaosRun run) throws Exception {
    server.restart();
    assertThat(run.awaitAcknowledged(20)).isTrue();
    run.finish();
    assertThat(run.check()).isEmpty();
    assertThat(run.counters().count("acknowledged")).isPositive();
  }
}
