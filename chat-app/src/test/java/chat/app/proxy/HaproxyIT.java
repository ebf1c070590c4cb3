package chat.app.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server behind haproxy. */
@Tag("proxy")
@Tag("long")
class HaproxyIT extends ReverseProxyTests {
  private static final String STATISTICS = "statistics";
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(10);
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  HaproxyIT() {
    super(ProxyProgram.HAPROXY);
  }

  @Override
  String configuration(Manual manual, int port, String chat, Path certificate) {
    String bind = "127.0.0.1:" + port + " ssl crt " + certificate;
    String lines =
        Manual.replace(manual.lines("haproxy"), ":443 ssl crt /etc/haproxy/chat.pem", bind);
    return "global\n  stats socket unix@"
        + STATISTICS
        + "\n\n"
        + Manual.replace(lines, "127.0.0.1:8180", chat);
  }

  /** haproxy's check speaks HTTP/1.0 unless it is told otherwise. */
  @Test
  void itsHealthCheckIsAnswered() throws IOException {
    long deadline = System.nanoTime() + CHECK_LIMIT.toNanos();
    String check = check();
    while (check.startsWith("INI") && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NANOS);
      check = check();
    }
    assertThat(check).isEqualTo("L7OK 200");
  }

  /** Result and status of the latest check of the server. */
  private String check() throws IOException {
    List<List<String>> rows =
        statistics().lines().map(line -> List.of(line.split(",", -1))).toList();
    List<String> names = rows.getFirst();
    List<String> server =
        rows.stream()
            .filter(row -> row.subList(0, 2).equals(List.of("chat", "chat")))
            .findFirst()
            .orElseThrow();
    return server.get(names.indexOf("check_status"))
        + " "
        + server.get(names.indexOf("check_code"));
  }

  private String statistics() throws IOException {
    try (SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.connect(UnixDomainSocketAddress.of(proxyFolder().resolve(STATISTICS)));
      socket.write(ByteBuffer.wrap("show stat\n".getBytes(StandardCharsets.US_ASCII)));
      return new String(Channels.newInputStream(socket).readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
