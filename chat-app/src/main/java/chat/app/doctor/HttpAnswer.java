package chat.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The answer to a request.
 *
 * @param headers lines
 * @param body the bytes up to the end of the connection, or of the chunks
 */
record HttpAnswer(int status, List<String> headers, InputStream body) {
  static final int SWITCHING_PROTOCOLS = 101;
  static final int OK = 200;
  static final int SEE_OTHER = 303;
  static final int FORBIDDEN = 403;
  static final int TOO_LARGE = 413;
  static final int UPGRADE_REQUIRED = 426;
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;

  private static final int MAX_TEXT = 64 * 1024;

  /** The first header of a name. */
  Optional<String> header(String name) {
    return headers(name).findFirst();
  }

  /** All headers of a name. */
  Stream<String> headers(String name) {
    String beginning = name + ":";
    return headers.stream()
        .filter(line -> line.regionMatches(true, 0, beginning, 0, beginning.length()))
        .map(line -> line.substring(beginning.length()).strip());
  }

  /** The code of a refusal by the server itself; empty: a proxy may have answered. */
  Optional<String> refusal() {
    return header("Chat-Why");
  }

  /** Whether a proxy says that it does not reach the server: 503 is haproxy's status for it. */
  boolean isUnreachable() {
    return refusal().isEmpty()
        && (status == BAD_GATEWAY || status == UNAVAILABLE || status == GATEWAY_TIMEOUT);
  }

  /** The status, and the code of a refusal. */
  String summary() {
    return status + refusal().map(code -> " (" + code + ")").orElse(", not from the chat");
  }

  /** The body as text, 64 KiB at most. */
  String text() throws IOException {
    int length =
        header("Content-Length")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(Integer::parseInt)
            .orElse(MAX_TEXT);
    return new String(body.readNBytes(Math.min(length, MAX_TEXT)), UTF_8);
  }
}
