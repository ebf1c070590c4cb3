package chat.web.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A client that sends any bytes, and reads responses and frames one by one. */
public final class RawClient implements AutoCloseable {
  /** Longer than any response takes on a busy machine; then the test fails. */
  static final int TIMEOUT_MILLIS = Integer.getInteger("timeoutMillis", 20_000);

  public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
  private static final String[] UPGRADE = {
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: " + KEY
  };

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  public static RawClient connect(int port) {
    try {
      return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client on a connected socket. */
  public static RawClient of(Socket connected) {
    try {
      return new RawClient(connected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Socket socket() {
    return socket;
  }

  /** Waits for frames without a timeout from now on. */
  public RawClient withoutTimeout() {
    try {
      socket.setSoTimeout(0);
      return this;
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getPort();
  }

  /** Sends bytes; a connection closed by the server shows when the response is read. */
  public RawClient send(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (SocketException e) {
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  public RawClient send(String text) {
    return send(text.getBytes(UTF_8));
  }

  public RawClient request(String method, String path, String... headers) {
    return send(head(method, path, headers));
  }

  public RawClient post(String path, String form, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Content-Type: application/x-www-form-urlencoded";
    all[1] = "Content-Length: " + form.getBytes(UTF_8).length;
    return send(head("POST", path, all) + form);
  }

  private String head(String method, String path, String... headers) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: localhost:" + port() + "\r\n");
    }
    List.of(headers).forEach(line -> head.append(line).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** Sends a WebSocket handshake. */
  public RawClient upgrade(String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(UPGRADE));
    all.addAll(List.of(headers));
    return request("GET", path, all.toArray(String[]::new));
  }

  /** Completes a WebSocket handshake, or fails. */
  public RawClient upgraded(String path, String... headers) {
    RawResponse response = upgrade(path, headers).response();
    if (response.status() != 101) {
      throw new AssertionError("no WebSocket at " + path + ": " + response);
    }
    return this;
  }

  /** Reads a whole response. */
  public RawResponse response() {
    return RawResponse.read(in, true);
  }

  /** Reads a response up to its body, which a response to HEAD does not have. */
  public RawResponse responseHead() {
    return RawResponse.read(in, false);
  }

  /** Reads bytes, such as those of a body. */
  public byte[] receiveBytes(int count) {
    try {
      return in.readNBytes(count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The next line of a body.
   *
   * @throws EOFException when the server has ended the connection
   */
  public String receiveLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.write(next);
    }
    return line.toString(UTF_8);
  }

  /**
   * The next frame.
   *
   * @throws EOFException when the server has ended the connection
   */
  public ServerFrame receiveFrame() throws IOException {
    return ServerFrame.read(in);
  }

  /** Sends a text frame. */
  public void sendText(String text) {
    send(ClientFrames.text(text));
  }

  /** The next text; pings are skipped. */
  public String receiveText() {
    try {
      ServerFrame frame = receiveFrame();
      while (frame.isPing()) {
        frame = receiveFrame();
      }
      if (!frame.isText()) {
        throw new AssertionError("not a text: " + frame);
      }
      return frame.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next text that contains a part; texts before it are skipped. */
  public String receiveTextContaining(String part) {
    String text = receiveText();
    while (!text.contains(part)) {
      text = receiveText();
    }
    return text;
  }

  /** The code of the close frame; frames before it are skipped. */
  public int closeCode() {
    try {
      ServerFrame frame = receiveFrame();
      while (!frame.isClose()) {
        frame = receiveFrame();
      }
      return frame.closeCode();
    } catch (IOException e) {
      throw new AssertionError("closed without a close frame: " + e, e);
    }
  }

  /** Whether the server closes the connection before the timeout; bytes before that are skipped. */
  public boolean isClosed() {
    try {
      in.skipNBytes(Long.MAX_VALUE);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether the server ends the connection by a FIN, without sending anything more. */
  public boolean isEndedByFin() {
    try {
      return in.read() < 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the server closes the connection without sending anything more. */
  public boolean isClosedWithoutData() {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sends bytes one by one with a pause between, until the server closes the connection.
   *
   * @return the number of bytes sent
   */
  public int trickle(byte[] bytes, int pauseMillis) throws IOException {
    socket.setSoTimeout(pauseMillis);
    for (int i = 0; i < bytes.length; i++) {
      try {
        out.write(bytes[i]);
        if (in.read() < 0) {
          return i;
        }
      } catch (SocketTimeoutException e) {
        // No response yet: send the next byte.
      } catch (SocketException e) {
        return i;
      }
    }
    return bytes.length;
  }

  /** Sends a FIN: the client will send nothing more. */
  public RawClient sendFin() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (SocketException e) {
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes with a RST, like a process that is killed with data unread. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
