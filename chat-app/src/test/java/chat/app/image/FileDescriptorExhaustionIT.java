package chat.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server survives more connections than the process may have file descriptors. */
@Tag("image")
@Timeout(120)
class FileDescriptorExhaustionIT {
  private static final Path IMAGE = Path.of(System.getProperty("chat.image"));

  @TempDir Path data;

  @Test
  void connectedClientsGoOnAndNewOnesConnectAfterwards() throws Exception {
    String command =
        "ulimit -n 256; exec "
            + IMAGE.resolve("bin/chat")
            + " --port 0 --connections-per-address off --data "
            + data;
    try (ServerProcess chat = ServerProcess.start(new ProcessBuilder("sh", "-c", command));
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
      } catch (IOException e) {
        // Not yet.
      }
    }
    throw new IOException("no connection is accepted");
  }
}
