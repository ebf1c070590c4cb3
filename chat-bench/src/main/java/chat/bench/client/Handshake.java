package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two requests with which a guest gets in, and what has to be answered to them. */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern COOKIE =
      Pattern.compile("\r\nset-cookie: *([^;\r]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ACCEPT =
      Pattern.compile("\r\nsec-websocket-accept: *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_HEAD = 16 * 1024;

  private final String host;
  private final String path;
  private final Subprotocol speech;
  private final String key = newKey();
  private final String accept = accept(key);

  Handshake(URI room, Subprotocol speech) {
    host = room.getAuthority();
    path = room.getPath();
    this.speech = speech;
  }

  private static String newKey() {
    byte[] key = new byte[16];
    ThreadLocalRandom.current().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  private static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** Asks for a cookie. */
  byte[] signIn(BenchClient guest) {
    return ("GET /login?nickname="
            + guest.name()
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /** Asks for the WebSocket. */
  byte[] upgrade(BenchClient guest) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: "
            + key
            + "\r\n"
            + speech.header()
            + "Cookie: "
            + guest.cookie()
            + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /**
   * Where the head of an answer ends.
   *
   * @return -1 when it has not come whole
   */
  static int headEnd(ByteBuffer in, int from, int to) throws FrameReader.Broken {
    for (int at = from; at + 4 <= to; at++) {
      if (in.getInt(at) == 0x0A0D0A0D) {
        return at + 4;
      }
    }
    if (to - from > LONGEST_HEAD) {
      throw new FrameReader.Broken("an endless head");
    }
    return -1;
  }

  /** The cookie that an answer sets. */
  static String cookie(String head) throws FrameReader.Broken {
    expect(head, "200");
    return found(COOKIE, head);
  }

  /** How long the page is that follows a head. */
  static long length(String head) throws FrameReader.Broken {
    return Long.parseLong(found(LENGTH, head));
  }

  /** Whether an answer opens the WebSocket, as RFC 6455 wants it. */
  void checkUpgraded(String head) throws FrameReader.Broken {
    expect(head, "101");
    if (!found(ACCEPT, head).equals(accept)) {
      throw new FrameReader.Broken("a wrong Sec-WebSocket-Accept");
    }
  }

  private static void expect(String head, String status) throws FrameReader.Broken {
    if (!head.startsWith("HTTP/1.1 " + status)) {
      throw new FrameReader.Broken(
          "answered " + head.substring(0, Math.max(0, head.indexOf('\r'))));
    }
  }

  private static String found(Pattern field, String head) throws FrameReader.Broken {
    Matcher matcher = field.matcher(head);
    if (!matcher.find()) {
      throw new FrameReader.Broken("answered without " + field);
    }
    return matcher.group(1);
  }
}
