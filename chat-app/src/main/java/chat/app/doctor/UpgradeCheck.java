package chat.app.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.core.log.Finding;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Opens a WebSocket, which stays open for further checks. */
final class UpgradeCheck implements Check {
  private static final String SUBJECT = "WebSocket";

  /** The constant of RFC 6455, section 1.3. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int KEY_BYTES = 16;

  private final Visit visit;
  private final Duration limit;
  private Optional<RoomSocket> socket = Optional.empty();

  /**
   * @param limit until the first frame
   */
  UpgradeCheck(Visit visit, Duration limit) {
    this.visit = visit;
    this.limit = limit;
  }

  /** The WebSocket; empty: it could not be opened. */
  Optional<RoomSocket> socket() {
    return socket;
  }

  @Override
  public List<Finding> run() {
    try {
      HttpConnection connection = visit.open();
      Finding finding = open(connection);
      if (socket.isEmpty()) {
        connection.close();
      }
      return List.of(finding);
    } catch (IOException e) {
      return List.of(failed(Failures.reason(e)));
    }
  }

  private static Finding failed(String reason) {
    return Finding.failed(
        SUBJECT,
        "it cannot be opened (%s); the proxy has to pass on Upgrade and Connection (%s)."
            .formatted(reason, Advice.UPGRADE));
  }

  private Finding open(HttpConnection connection) throws IOException {
    var random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = Base64.getEncoder().encodeToString(random);
    connection.send(
        "GET /chat/" + visit.room(),
        visit.headers(
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + key,
            "Sec-WebSocket-Protocol: chat.v1"),
        new byte[0]);
    HttpAnswer answer = connection.receive();
    if (answer.status() != HttpAnswer.SWITCHING_PROTOCOLS) {
      return failed(answer.summary());
    }
    if (!answer.header("Sec-WebSocket-Accept").equals(Optional.of(accept(key)))) {
      return failed("the answer is to another request");
    }
    var opened = new RoomSocket(connection);
    socket = Optional.of(opened);
    return hasWelcome(opened)
        ? Finding.ok(SUBJECT, "it opens")
        : Finding.failed(
            SUBJECT, "it opens, and nothing arrives; the proxy must not hold back what it gets.");
  }

  private boolean hasWelcome(RoomSocket opened) throws IOException {
    try {
      return opened.events().await("\"welcome\"", limit);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
