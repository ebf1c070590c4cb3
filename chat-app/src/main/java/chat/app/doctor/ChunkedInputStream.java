package chat.app.doctor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the chunks of a body. */
final class ChunkedInputStream extends InputStream {
  private final InputStream in;
  private long left;
  private boolean ended;
  private boolean begun;

  ChunkedInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, from, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the connection was closed within a chunk");
    }
    left -= count;
    return count;
  }

  private void nextChunk() throws IOException {
    if (begun) {
      // The end of the line after the chunk before.
      HttpConnection.readLine(in);
    }
    begun = true;
    String size = HttpConnection.readLine(in).split(";", 2)[0].strip();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException e) {
      throw new IOException("a chunk has no size", e);
    }
    ended = left == 0;
  }
}
