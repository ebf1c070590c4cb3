package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The handshake of a client: the requests for the cookie and for the WebSocket, and the checks of
 * their responses.
 */
final class Handshake {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern COOKIE =
      Pattern.compile("\r\nset-cookie: *([^;\r]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern ACCEPT =
      Pattern.compile("\r\nsec-websocket-accept: *(\\S+)", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final String STREAM = "/stream";

  private final InetSocketAddress address;
  private final String host;
  private final String path;
  private final Subprotocol subprotocol;
  private final String key = newKey();
  private final String accept = accept(key);

  Handshake(URI roomUri, Subprotocol subprotocol) {
    address = new InetSocketAddress(roomUri.getHost(), roomUri.getPort());
    host = roomUri.getAuthority();
    String query = roomUri.getRawQuery();
    path = query == null ? roomUri.getPath() : roomUri.getPath() + '?' + query;
    this.subprotocol = subprotocol;
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

  /** Whether this is a request for a stream of events, and not for a WebSocket. */
  boolean isStream() {
    return path.endsWith(STREAM);
  }

  InetSocketAddress address() {
    return address;
  }

  /** The request for a cookie. */
  byte[] signIn(BenchClient client) {
    return ("GET /login?nickname="
            + client.name()
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n\r\n")
        .getBytes(US_ASCII);
  }

  /** The request for the WebSocket, or for the stream. */
  byte[] upgrade(BenchClient client) {
    String start = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n";
    String cookie = "Cookie: " + client.cookie() + "\r\n\r\n";
    if (isStream()) {
      return (start + "Accept: text/event-stream\r\n" + cookie).getBytes(US_ASCII);
    }
    return (start
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: "
            + key
            + "\r\n"
            + subprotocol.header()
            + cookie)
        .getBytes(US_ASCII);
  }

  /**
   * Finds the end of a response head.
   *
   * @return -1 if the head is incomplete
   */
  static int headEnd(ByteBuffer in, int from, int to) throws FrameReader.BrokenConnectionException {
    for (int at = from; at + 4 <= to; at++) {
      if (in.getInt(at) == 0x0A0D0A0D) {
        return at + 4;
      }
    }
    if (to - from > LONGEST_HEAD) {
      throw new FrameReader.BrokenConnectionException("an endless head");
    }
    return -1;
  }

  /** The cookie that a response sets. */
  static String cookie(String readHead) throws FrameReader.BrokenConnectionException {
    expect(readHead, "200");
    return found(COOKIE, readHead);
  }

  /** The length of the body that follows a head. */
  static long length(String readHead) throws FrameReader.BrokenConnectionException {
    return Long.parseLong(found(LENGTH, readHead));
  }

  /** Checks that a response opens the WebSocket, as RFC 6455 demands, or the stream. */
  void checkUpgraded(String readHead) throws FrameReader.BrokenConnectionException {
    if (isStream()) {
      expect(readHead, "200");
      return;
    }
    expect(readHead, "101");
    if (!found(ACCEPT, readHead).equals(accept)) {
      throw new FrameReader.BrokenConnectionException("a wrong Sec-WebSocket-Accept");
    }
  }

  private static void expect(String readHead, String status)
      throws FrameReader.BrokenConnectionException {
    if (!readHead.startsWith("HTTP/1.1 " + status)) {
      throw new FrameReader.BrokenConnectionException(
          "answered " + readHead.substring(0, Math.max(0, readHead.indexOf('\r'))));
    }
  }

  private static String found(Pattern field, String readHead)
      throws FrameReader.BrokenConnectionException {
    Matcher matcher = field.matcher(readHead);
    if (!matcher.find()) {
      throw new FrameReader.BrokenConnectionException("answered without " + field);
    }
    return matcher.group(1);
  }
}
