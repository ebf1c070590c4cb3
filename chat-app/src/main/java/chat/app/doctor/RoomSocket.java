package chat.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** A WebSocket to a room: receives text, answers pings, and sends short text. */
final class RoomSocket implements AutoCloseable {
  /** The code of a close frame with which the server stops; a proxy sends no frames. */
  static final int SERVICE_RESTART = 1012;

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int OPCODE = 0xf;
  private static final int LENGTH = 0x7f;
  private static final int LENGTH_16 = 126;
  private static final int MASK_BYTES = 4;

  /** 1 MiB: the first frame of a room, with room to spare. */
  private static final int MAX_FRAME = 1 << 20;

  private final HttpConnection connection;
  private final EventQueue events = new EventQueue();
  private volatile int closeCode;

  /** Takes a connection whose upgrade was answered. */
  RoomSocket(HttpConnection connection) throws IOException {
    this.connection = connection;
    connection.waitWithoutLimit();
    Thread.ofVirtual().name("socket").start(this::receive);
  }

  EventQueue events() {
    return events;
  }

  private void receive() {
    try (var in = new DataInputStream(connection.in())) {
      while (true) {
        int opcode = in.readUnsignedByte() & OPCODE;
        byte[] payload = in.readNBytes(length(in));
        switch (opcode) {
          case PING -> send(PONG, payload);
          case CLOSE -> {
            closeCode = code(payload);
            events.end("closed by the server" + (closeCode == 0 ? "" : " with " + closeCode));
            return;
          }
          case TEXT -> events.add(new String(payload, UTF_8));
          default -> {
            // The server sends no other frames.
          }
        }
      }
    } catch (IOException e) {
      events.end("cut");
    }
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() & LENGTH;
    if (length < LENGTH_16) {
      return length;
    }
    long longer = length == LENGTH_16 ? in.readUnsignedShort() : in.readLong();
    if (longer < 0 || longer > MAX_FRAME) {
      throw new IOException("a frame is too long");
    }
    return (int) longer;
  }

  /** The code of a close frame; 0 without one. */
  private static int code(byte[] payload) {
    return payload.length < 2 ? 0 : Short.toUnsignedInt(ByteBuffer.wrap(payload).getShort());
  }

  /** Whether the server has ended this with a close frame of a code. */
  boolean endedWith(int code) {
    return closeCode == code;
  }

  /** Sends a text of at most 125 bytes. */
  void send(String text) throws IOException {
    send(TEXT, text.getBytes(UTF_8));
  }

  private synchronized void send(int opcode, byte[] payload) throws IOException {
    var mask = new byte[MASK_BYTES];
    new SecureRandom().nextBytes(mask);
    var frame = new byte[2 + MASK_BYTES + payload.length];
    frame[0] = (byte) (FINAL | opcode);
    frame[1] = (byte) (MASKED | payload.length);
    System.arraycopy(mask, 0, frame, 2, MASK_BYTES);
    for (int i = 0; i < payload.length; i++) {
      frame[2 + MASK_BYTES + i] = (byte) (payload[i] ^ mask[i % MASK_BYTES]);
    }
    OutputStream out = connection.out();
    out.write(frame);
    out.flush();
  }

  @Override
  public void close() {
    try {
      send(CLOSE, new byte[0]);
    } catch (IOException e) {
      // It has ended already.
    }
    connection.close();
  }
}
