package chat.web.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket frame from the server. */
public final class ServerFrame {
  private static final int FIN = 0x80;

  private final int firstByte;
  private final byte[] payload;

  private ServerFrame(int firstByte, byte[] payload) {
    this.firstByte = firstByte;
    this.payload = payload;
  }

  /**
   * The next frame, which a server does not mask and writes in the shortest form.
   *
   * @throws EOFException when there is no whole frame
   */
  static ServerFrame read(DataInputStream in) throws IOException {
    int first = in.readUnsignedByte();
    int form = in.readUnsignedByte();
    if (form > 127) {
      throw new AssertionError("a masked frame");
    }
    long length = form == 127 ? in.readLong() : form == 126 ? in.readUnsignedShort() : form;
    if (length < (form == 127 ? 1 << 16 : form == 126 ? 126 : 0)) {
      throw new AssertionError("a length that is longer than it has to be");
    }
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException();
    }
    return new ServerFrame(first, payload);
  }

  /** All frames in some bytes; the last one must be whole. */
  public static List<ServerFrame> all(byte[] bytes) {
    List<ServerFrame> frames = new ArrayList<>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        frames.add(read(in));
      }
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public byte[] payload() {
    return payload;
  }

  public boolean isText() {
    return firstByte == (FIN | ClientFrames.TEXT);
  }

  public boolean isClose() {
    return firstByte == (FIN | ClientFrames.CLOSE);
  }

  public boolean isPing() {
    return firstByte == (FIN | ClientFrames.PING);
  }

  public boolean isPong() {
    return firstByte == (FIN | ClientFrames.PONG);
  }

  public String text() {
    return new String(payload, UTF_8);
  }

  public int closeCode() {
    return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
  }

  @Override
  public String toString() {
    return isClose() ? "close " + closeCode() : Integer.toHexString(firstByte) + " " + text();
  }
}
