package chat.app.consistency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;

/**
 * A WebSocket client over a plain socket, which can be ended in all the ways in which networks
 * fail. One thread reads; the other methods are thread-safe.
 */
final class FaultySocket implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /** 30 s, because the server sends a heartbeat at least every 25 s. */
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  /** 8 KiB, so that the server soon notices a client that does not read. */
  private static final int RECEIVE_BUFFER = 8 * 1024;

  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;

  private final Socket socket;
  private final DataInputStream in;
  private boolean closing;
  private volatile boolean endedByClient;
  private volatile int closeCode;

  private FaultySocket(Socket socket, DataInputStream in) {
    this.socket = socket;
    this.in = in;
  }

  /** The upgrade was refused; the message is the HTTP status line. */
  static final class UpgradeRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    UpgradeRefusedException(String statusLine) {
      super(statusLine);
    }
  }

  /** Connects; returns when the server has accepted the upgrade. */
  static FaultySocket open(int port, String path, String cookie) throws IOException {
    var socket = new Socket();
    try {
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(READ_TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      var in =
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), RECEIVE_BUFFER));
      socket.getOutputStream().write(handshake(port, path, cookie).getBytes(UTF_8));
      String status = head(in);
      if (!status.contains(" 101 ")) {
        throw new UpgradeRefusedException(status);
      }
      return new FaultySocket(socket, in);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String handshake(int port, String path, String cookie) {
    return String.join(
        "\r\n",
        "GET " + path + " HTTP/1.1",
        "Host: localhost:" + port,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: chat.v1",
        "Cookie: " + cookie,
        "",
        "");
  }

  /** Reads the head of the response; returns the status line. */
  private static String head(DataInputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  /** Reads the next text message; empty at the end of the connection, for any reason. */
  Optional<String> read() {
    try {
      while (true) {
        int head = in.readUnsignedByte();
        byte[] payload = new byte[length()];
        in.readFully(payload);
        switch (head & ~FIN) {
          case TEXT -> {
            return Optional.of(new String(payload, UTF_8));
          }
          case PING -> write(frame(PONG, payload));
          case CLOSE -> {
            closed(payload);
            return Optional.empty();
          }
          default -> throw new IOException("an unexpected frame: " + head);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private int length() throws IOException {
    int length = in.readUnsignedByte();
    return switch (length) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> length;
    };
  }

  private void closed(byte[] payload) throws IOException {
    closeCode = payload.length < 2 ? 1000 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    if (!endedByClient) {
      write(frame(CLOSE, payload));
    }
  }

  /** The port of the client's end. */
  int localPort() {
    return socket.getLocalPort();
  }

  /** Whether the client has started to end the connection. */
  boolean isEndedByClient() {
    return endedByClient;
  }

  /** The event of the end; valid after the last read. */
  ClientEvent.Disconnected endEvent() {
    return new ClientEvent.Disconnected(closeCode, endedByClient);
  }

  /** Sends a text message; at the end of the connection it is lost, as on any network. */
  synchronized void send(String text) {
    if (closing) {
      return;
    }
    try {
      write(frame(TEXT, text.getBytes(UTF_8)));
    } catch (IOException e) {
      // The reading thread notices it, and unanswered requests are sent again.
      closing = true;
    }
  }

  /** Sends a close frame, as the protocol asks; the reading thread reads the answer. */
  synchronized void sendClose() throws IOException {
    endedByClient = true;
    closing = true;
    write(frame(CLOSE, new byte[] {1000 >>> 8, (byte) 1000}));
  }

  /** Half-closes the connection without a close frame; the data from the server is still read. */
  synchronized void shutdownOutput() throws IOException {
    endedByClient = true;
    closing = true;
    socket.shutdownOutput();
  }

  /** Ends the connection in the middle of a frame. */
  synchronized void sendHalfFrame(String text) throws IOException {
    byte[] frame = frame(TEXT, text.getBytes(UTF_8));
    write(Arrays.copyOf(frame, frame.length / 2));
    shutdownOutput();
  }

  /** Resets the connection: data in flight in both directions is lost. */
  synchronized void reset() throws IOException {
    endedByClient = true;
    closing = true;
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    endedByClient = true;
    socket.close();
  }

  private synchronized void write(byte[] frame) throws IOException {
    if (socket.isClosed()) {
      throw new EOFException("closed");
    }
    socket.getOutputStream().write(frame);
  }

  /** Builds a frame, masked with zeros, which are as good as random bytes for a server. */
  private static byte[] frame(int opcode, byte[] payload) {
    var frame = java.nio.ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (FIN | opcode));
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 1 << 16) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.putInt(0).put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
