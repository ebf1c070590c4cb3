package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;

/**
 * A box of an MP4 or an atom of QuickTime.
 *
 * @param name the four characters of its type
 * @param start the position of its header
 * @param content the position of its content
 * @param end the position behind it
 */
record Mp4Box(String name, long start, long content, long end) {
  /** The bytes of a header with a length of 32 bits. */
  static final int HEADER_BYTES = 8;

  /** Reads the header at the position of a box that lies before {@code limit}. */
  static Mp4Box read(ByteSource in, long limit) throws IOException {
    long start = in.position();
    require(limit - start >= HEADER_BYTES, "a header beyond the end");
    long length = in.u32();
    String name = in.name();
    if (length == 1) {
      length = in.i64();
    } else if (length == 0) {
      length = limit - start;
    }
    require(length >= in.position() - start, name + " shorter than its header");
    require(length <= limit - start, name + " beyond the end");
    return new Mp4Box(name, start, in.position(), start + length);
  }

  /** The bytes of the content. */
  long length() {
    return end - content;
  }

  /** Checks that the content has so many bytes at least. */
  void requireLength(long least) throws MalformedMediaException {
    require(length() >= least, name + " too short");
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("MP4: " + found);
    }
  }
}
