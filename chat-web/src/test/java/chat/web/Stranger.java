package chat.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Somebody with a bare socket, who can do everything that no browser does. */
final class Stranger implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  Stranger(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  static Stranger at(int port) throws IOException {
    return new Stranger(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Signs in and gives the cookie. */
  static String signIn(int port, String nickname, String... headers) throws IOException {
    try (Stranger stranger = at(port)) {
      Answer answer = stranger.post("/login", "nickname=" + encoded(nickname), headers);
      return answer.cookie().orElseThrow(() -> new IOException(answer.toString()));
    }
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /** What the server said to a request. */
  record Answer(int status, List<String> headers, String body) {
    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ':';
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst();
    }

    /** The first cookie, as it is to be sent back. */
    Optional<String> cookie() {
      return header("Set-Cookie").map(line -> line.replaceFirst(";.*", ""));
    }
  }

  Answer get(String path, String... headers) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
    return answer();
  }

  Answer post(String path, String form, String... headers) throws IOException {
    send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: "
            + form.length()
            + "\r\n"
            + lines(headers)
            + "\r\n"
            + form);
    return answer();
  }

  private static String lines(String... headers) {
    StringBuilder lines = new StringBuilder();
    for (String header : headers) {
      lines.append(header).append("\r\n");
    }
    return lines.toString();
  }

  void send(String text) throws IOException {
    send(text.getBytes(ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  Answer answer() throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    int length = 0;
    boolean chunked = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    int status = Integer.parseInt(statusLine.substring(9, 12));
    String body = chunked ? chunks() : new String(in.readNBytes(length), UTF_8);
    return new Answer(status, headers, body);
  }

  private String chunks() throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      bytes.write(in.readNBytes(size));
      line();
    }
    line();
    return bytes.toString(UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Asks for a WebSocket. */
  Answer upgrade(String path, String... headers) throws IOException {
    return get(
        path,
        lines(
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13")
            + lines(headers).stripTrailing());
  }

  /** Opens a WebSocket, or fails. */
  static Stranger connected(int port, String path, String... headers) throws IOException {
    Stranger stranger = at(port);
    Answer answer = stranger.upgrade(path, headers);
    if (answer.status != 101) {
      stranger.close();
      throw new IOException(answer.toString());
    }
    return stranger;
  }

  void say(String text) throws IOException {
    send(frame(1, text.getBytes(UTF_8)));
  }

  /** A masked frame of a client. */
  static byte[] frame(int opcode, byte[] payload) {
    var frame = new java.io.ByteArrayOutputStream();
    frame.write(0x80 | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      int bytes = payload.length < 1 << 16 ? 2 : 8;
      frame.write(0x80 | (bytes == 2 ? 126 : 127));
      for (int i = bytes - 1; i >= 0; i--) {
        frame.write((int) ((long) payload.length >>> (8 * i)));
      }
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i & 3]);
    }
    return frame.toByteArray();
  }

  /** A frame of the server; never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Frame(int opcode, byte[] payload) {
    String text() {
      return new String(payload, UTF_8);
    }

    int code() {
      return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }
  }

  Frame frame() throws IOException {
    int opcode = in.readUnsignedByte() & 0xF;
    int length = in.readUnsignedByte();
    length = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
    return new Frame(opcode, in.readNBytes(length));
  }

  /** The next text that is said. */
  String hear() throws IOException {
    Frame frame = frame();
    while (frame.opcode == 9) {
      frame = frame();
    }
    if (frame.opcode != 1) {
      throw new IOException("not a text: " + frame + Arrays.toString(frame.payload));
    }
    return frame.text();
  }

  /** Passes over what is said until a text comes that has this in it. */
  String hearUntil(String part) throws IOException {
    String text = hear();
    while (!text.contains(part)) {
      text = hear();
    }
    return text;
  }

  /** The code of the close frame that comes next, other frames passed over. */
  int closeCode() throws IOException {
    Frame frame = frame();
    while (frame.opcode != 8) {
      frame = frame();
    }
    return frame.code();
  }

  /** Waits until the server has ended the connection. */
  boolean isSentAway() {
    try {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException | EOFException | javax.net.ssl.SSLException e) {
      return true;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Sends byte after byte, each a little later, until the server has had enough.
   *
   * @return how many it took
   */
  int trickle(byte[] bytes, int pauseMillis) throws IOException {
    socket.setSoTimeout(pauseMillis);
    for (int i = 0; i < bytes.length; i++) {
      try {
        out.write(bytes[i]);
        out.flush();
        if (in.read() < 0) {
          return i;
        }
      } catch (SocketTimeoutException e) {
        // Nothing yet: the next byte.
      } catch (SocketException e) {
        return i;
      }
    }
    return bytes.length;
  }

  Socket socket() {
    return socket;
  }

  /** Goes without a word: the server sees a reset. */
  void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
