package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.bench.client.FrameReader.BrokenConnectionException;
import java.nio.ByteBuffer;

/**
 * Parser of the Server-Sent Events of a room's stream (HTML Standard, section 9.2.6); reads the
 * data of each in place. The server sends the data of an event in one line.
 */
final class EventStreamReader {
  private static final byte[] DATA = "data: ".getBytes(US_ASCII);
  private static final byte[] CLOSE = "event: close".getBytes(US_ASCII);

  private EventStreamReader() {}

  /**
   * Passes the data of the events to the listener.
   *
   * @return the index of the first incomplete line
   */
  static int read(
      BenchClient client, ByteBuffer in, int from, int to, long now, ClientListener listener)
      throws BrokenConnectionException {
    int line = from;
    for (int at = from; at < to; at++) {
      if (in.get(at) == '\n') {
        if (startsWith(in, line, at, CLOSE)) {
          throw new BrokenConnectionException("closed");
        }
        if (startsWith(in, line, at, DATA)) {
          listener.messageReceived(client, in, line + DATA.length, at, now);
        }
        line = at + 1;
      }
    }
    return line;
  }

  private static boolean startsWith(ByteBuffer in, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (in.get(from + i) != start[i]) {
        return false;
      }
    }
    return true;
  }
}
