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
 * A WebSocket over a bare socket, so that it can be cut in all the ways in which a network cuts.
 * Read by one thread; the other methods are for any.
 */
final class FaultySocket implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2_000;

  /** Longer than the server's silence: 25 s between beats. */
  private static final int READ_TIMEOUT_MILLIS = 30_000;

  /** So small that a client that does not read is soon felt by the server. */
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

  /** Why a cable is not to be had: the HTTP answer. */
  static final class UpgradeRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    UpgradeRefusedException(String statusLine) {
      super(statusLine);
    }
  }

  /** Connects and shakes hands; returns when the server has agreed. */
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

  /** The status line; reads on to the end of the head. */
  private static String head(DataInputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  /** The next text message; empty at the end, whatever it was. */
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
          default -> throw new IOException("a frame that no server of ours sends: " + head);
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

  /** Whether the client has begun to end it. */
  boolean isEndedByClient() {
    return endedByClient;
  }

  /** How it ended; told after the last read. */
  ClientEvent.Disconnected endEvent() {
    return new ClientEvent.Disconnected(closeCode, endedByClient);
  }

  /** Sends a text; one that meets the end of the connection is lost, as on any network. */
  synchronized void send(String text) {
    if (closing) {
      return;
    }
    try {
      write(frame(TEXT, text.getBytes(UTF_8)));
    } catch (IOException e) {
      // Whoever reads finds out, and what was not answered is sent again.
      closing = true;
    }
  }

  /**
   * Says goodbye with a close frame, as the contract has it, and waits for the answer to be read.
   */
  synchronized void sendClose() throws IOException {
    endedByClient = true;
    closing = true;
    write(frame(CLOSE, new byte[] {1000 >>> 8, (byte) 1000}));
  }

  /** Ends without a word; what the server has sent is still read. */
  synchronized void shutdownOutput() throws IOException {
    endedByClient = true;
    closing = true;
    socket.shutdownOutput();
  }

  /** Ends in the middle of a frame. */
  synchronized void sendHalfFrame(String text) throws IOException {
    byte[] frame = frame(TEXT, text.getBytes(UTF_8));
    write(Arrays.copyOf(frame, frame.length / 2));
    shutdownOutput();
  }

  /** Ends with a reset: what is on its way in either direction is lost. */
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
      throw new EOFException("it is cut");
    }
    socket.getOutputStream().write(frame);
  }

  /** Masked with zeros, which a server cannot tell from chance. */
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
