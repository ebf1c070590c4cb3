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

/** More people than the process may have file descriptors do not end it. */
@Tag("image")
@Timeout(120)
class FileDescriptorExhaustionIT {
  private static final Path IMAGE = Path.of(System.getProperty("chat.image"));

  @TempDir Path data;

  @Test
  void whoIsInTalksOnAndWhenTheCrowdIsGoneNewPeopleComeIn() throws Exception {
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
        hearUntil(ann, "Ann:hello");
      } finally {
        for (Socket socket : crowd) {
          socket.close();
        }
      }
      try (PlainClient ben = comesIn(chat.address())) {
        ben.send("hi");
        hearUntil(ann, "Ben:hi");
      }
      assertThat(chat.errorOutput()).doesNotContain("Too many open files");
    }
  }

  private static void hearUntil(PlainClient visitor, String wished) throws Exception {
    String heard = visitor.receive();
    while (!heard.equals(wished)) {
      heard = visitor.receive();
    }
  }

  private static List<Socket> crowd(URI address) throws IOException {
    List<Socket> crowd = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      crowd.add(new Socket(address.getHost(), address.getPort()));
    }
    return crowd;
  }

  /** It notices a moment later that the crowd has gone. */
  private static PlainClient comesIn(URI address) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      try {
        return PlainClient.connect(address, "Ben");
      } catch (IOException e) {
        // Not yet.
      }
    }
    throw new IOException("nobody comes in any more");
  }
}
