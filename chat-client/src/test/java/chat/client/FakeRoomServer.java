package chat.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that accepts WebSockets and sends what the test says, byte for byte. */
final class FakeRoomServer implements AutoCloseable {
  private static final int LIMIT_SECONDS = 20;
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: *([^\r]+)\r\n");
  private static final int TEXT = 0x81;
  private static final int MASKED = 0x80;

  private final ServerSocket listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

  FakeRoomServer() throws IOException {
    Thread.ofVirtual().start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        connections.add(new Connection(listener.accept()));
      }
    } catch (IOException e) {
      // The server was closed.
    }
  }

  /** The next WebSocket of the client, after its handshake. */
  Connection next() throws InterruptedException {
    Connection connection = connections.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (connection == null) {
      throw new AssertionError("the client has not connected");
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Connection connection : connections) {
      connection.close();
    }
  }

  /** One WebSocket. */
  static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String requestLine;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out = socket.getOutputStream();
      String head = head();
      requestLine = head.substring(0, head.indexOf('\r'));
      Matcher key = KEY.matcher(head);
      if (!key.find()) {
        throw new IOException("no handshake: " + head);
      }
      out.write(switching(key.group(1)).getBytes(US_ASCII));
    }

    private String head() throws IOException {
      var bytes = new ByteArrayOutputStream();
      while (!bytes.toString(US_ASCII).endsWith("\r\n\r\n")) {
        bytes.write(in.readUnsignedByte());
      }
      return bytes.toString(US_ASCII);
    }

    private static String switching(String key) throws IOException {
      try {
        byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(US_ASCII));
        return "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + ("Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n")
            + "Sec-WebSocket-Protocol: chat.v1\r\n\r\n";
      } catch (NoSuchAlgorithmException e) {
        throw new IOException(e);
      }
    }

    /** The request line of the handshake. */
    String requestLine() {
      return requestLine;
    }

    /** A text frame of at most 125 bytes. */
    static byte[] frame(String json) {
      byte[] payload = json.replace('\'', '"').getBytes(UTF_8);
      if (payload.length > 125) {
        throw new IllegalArgumentException("too long: " + json);
      }
      byte[] frame = new byte[2 + payload.length];
      frame[0] = (byte) TEXT;
      frame[1] = (byte) payload.length;
      System.arraycopy(payload, 0, frame, 2, payload.length);
      return frame;
    }

    void send(String json) throws IOException {
      send(frame(json));
    }

    /** Sends bytes in one write. */
    void send(byte[]... parts) throws IOException {
      var bytes = new ByteArrayOutputStream();
      for (byte[] part : parts) {
        bytes.writeBytes(part);
      }
      bytes.writeTo(out);
    }

    /** The text of the client's next frame, which has to be shorter than 126 bytes. */
    String receive() throws IOException {
      in.readUnsignedByte();
      byte[] mask = new byte[4];
      byte[] payload = new byte[in.readUnsignedByte() & ~MASKED];
      in.readFully(mask);
      in.readFully(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i & 3];
      }
      return new String(payload, UTF_8);
    }

    /** Ends the connection. */
    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
