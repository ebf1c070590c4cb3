package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;

/**
 * An element of a Matroska file, which WebM is as well.
 *
 * @param id its identifier with the bits of its length
 * @param start the position of its header
 * @param content the position of its content
 * @param end the position behind it; {@link #UNKNOWN} where the file was written to a stream
 */
record MatroskaElement(long id, long start, long content, long end) {
  /** The end of an element whose size is not known. */
  static final long UNKNOWN = -1;

  private static final int MOST_ID_BYTES = 4;

  /** Reads the header at the position of an element that lies before {@code limit}. */
  static MatroskaElement read(ByteSource in, long limit) throws IOException {
    long start = in.position();
    int first = in.u8();
    int idBytes = Integer.numberOfLeadingZeros(first) - 23;
    require(idBytes <= MOST_ID_BYTES, "no identifier");
    long id = first;
    for (int i = 1; i < idBytes; i++) {
      id = (id << 8) | in.u8();
    }
    long size = size(in);
    long content = in.position();
    require(content <= limit && size <= limit - content, "an element beyond the end");
    return new MatroskaElement(id, start, content, size == UNKNOWN ? UNKNOWN : content + size);
  }

  /** Reads a size: as many bytes as zeros begin the first one, and one; all ones are unknown. */
  private static long size(ByteSource in) throws IOException {
    int first = in.u8();
    int bytes = Integer.numberOfLeadingZeros(first) - 23;
    require(bytes <= 8, "no size");
    long size = first & (0xFF >> bytes);
    boolean unknown = size == 0xFF >> bytes;
    for (int i = 1; i < bytes; i++) {
      int next = in.u8();
      unknown &= next == 0xFF;
      size = (size << 8) | next;
    }
    return unknown ? UNKNOWN : size;
  }

  boolean hasSize() {
    return end != UNKNOWN;
  }

  long length() {
    return end - content;
  }

  /**
   * The header of an element Void of the same length: the identifier in one byte, and the size in
   * those that are left, of which 8 can be used.
   */
  byte[] voidHeader() {
    int sizeBytes = (int) Math.min(8, content - start - 1);
    long size = end - start - 1 - sizeBytes;
    byte[] header = new byte[1 + sizeBytes];
    header[0] = (byte) 0xEC;
    for (int i = sizeBytes; i > 0; i--) {
      header[i] = (byte) size;
      size >>= 8;
    }
    header[1] |= (byte) (0x80 >> (sizeBytes - 1));
    return header;
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("Matroska: " + found);
    }
  }
}
