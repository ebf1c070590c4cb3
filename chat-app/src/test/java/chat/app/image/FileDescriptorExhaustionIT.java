package chat.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More connections than the process may have file descriptors, and no free descriptor at all. */
@Tag("image")
@Timeout(120)
class FileDescriptorExhaustionIT {
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final Path IMAGE = Path.of(System.getProperty("chat.image"));

  @TempDir Path data;

  @Test
  void connectedClientsGoOnAndNewOnesConnectAfterwards() throws Exception {
    try (ServerProcess chat = start();
        PlainClient ann = PlainClient.connect(chat.address(), "Ann")) {
      List<Socket> crowd = crowd(chat.address());
      try {
        ann.send("hello");
        receiveUntil(ann, "Ann:hello");
      } finally {
        for (Socket socket : crowd) {
          socket.close();
        }
      }
      try (PlainClient ben = connect(chat.address())) {
        ben.send("hi");
        receiveUntil(ann, "Ben:hi");
      }
      assertThat(chat.errorOutput()).doesNotContain("Too many open files");
    }
  }

  /** Starts the image; the first line of the errors is the id of the process. */
  private ServerProcess start() throws IOException {
    String command =
        "echo $$ >&2; ulimit -n 256; exec "
            + IMAGE.resolve("bin/chat")
            + " --port 0 --host 127.0.0.1 --connections-per-address off --data "
            + data;
    return ServerProcess.start(new ProcessBuilder("sh", "-c", command));
  }

  @Test
  void theProcessEndsWithStatus1WhenItsListenerHasEnded() throws Exception {
    assumeTrue(Files.isExecutable(PRLIMIT), "the limits of a process can be changed");
    try (ServerProcess chat = start()) {
      long id = Long.parseLong(chat.errorOutput().lines().findFirst().orElseThrow());
      takeDescriptors(id);
      new Socket(chat.address().getHost(), chat.address().getPort()).close();
      ProcessHandle.of(id).orElseThrow().onExit().get(30, TimeUnit.SECONDS);
      assertThat(chat.stop()).isEqualTo(1);
      assertThat(chat.errorOutput()).contains("the listener has ended");
    }
  }

  /** Leaves a process without a free file descriptor, so that accepting a connection fails. */
  private static void takeDescriptors(long id) throws Exception {
    var limit = new ProcessBuilder(PRLIMIT.toString(), "--nofile=3", "--pid", Long.toString(id));
    assertThat(limit.inheritIO().start().waitFor()).isZero();
  }

  private static void receiveUntil(PlainClient visitor, String expected) throws Exception {
    String received = visitor.receive();
    while (!received.equals(expected)) {
      received = visitor.receive();
    }
  }

  private static List<Socket> crowd(URI address) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      crowd.add(new Socket(address.getHost(), address.getPort()));
    }
    return crowd;
  }

  /** Retries, because the server notices the closed connections a moment later. */
  private static PlainClient connect(URI address) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      try {
        return PlainClient.connect(address, "Ben");
      } catch (IOException | IllegalStateException e) {
        // Not yet: it is closed, or refused with 503.
      }
    }
    throw new IOException("no connection is accepted");
  }
}
