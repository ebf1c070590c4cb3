package chat.media.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Buffered reader of a file, with a position. A read beyond the end of the file throws {@link
 * MalformedMediaException}, whatever length the file claims. The owner closes it.
 */
public final class ByteSource implements Closeable {
  /** 64 KiB, because larger reads are no faster. */
  private static final int BUFFER = 64 * 1024;

  /** 4 KiB before the position, so that parsers that look ahead and return read nothing twice. */
  private static final int LOOK_BACK = 4 * 1024;

  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

  /** The position in the file of the first byte in the buffer. */
  private long start;

  private ByteSource(FileChannel channel) throws IOException {
    this.channel = channel;
    size = channel.size();
  }

  /** Opens a file at its first byte. */
  public static ByteSource open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new ByteSource(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The size of the file in bytes. */
  public long size() {
    return size;
  }

  /** The position of the next byte. */
  public long position() {
    return start + buffer.position();
  }

  /** The number of bytes that follow. */
  public long remaining() {
    return size - position();
  }

  /** Moves to a position within the file. */
  public void seek(long position) throws IOException {
    check(position >= 0 && position <= size, "a position outside of the file");
    long offset = position - start;
    if (offset >= 0 && offset <= buffer.limit()) {
      buffer.position((int) offset);
    } else {
      start = position;
      buffer.position(0).limit(0);
    }
  }

  /** Skips bytes. */
  public void skip(long count) throws IOException {
    check(count >= 0 && count <= remaining(), "a length beyond the end");
    seek(position() + count);
  }

  /** The next byte, from 0 to 255. */
  public int u8() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.get() & 0xFF;
  }

  /** Two bytes, the most significant first. */
  public int u16() throws IOException {
    return (u8() << 8) | u8();
  }

  /** Four bytes, the most significant first. */
  public long u32() throws IOException {
    return ((long) u16() << 16) | u16();
  }

  /** Eight bytes, the most significant first; negative from 2^63. */
  public long i64() throws IOException {
    return (u32() << 32) | u32();
  }

  /** Two bytes, the least significant first. */
  public int u16le() throws IOException {
    return u8() | (u8() << 8);
  }

  /** Three bytes, the least significant first. */
  public int u24le() throws IOException {
    return u16le() | (u8() << 16);
  }

  /** Four bytes, the least significant first. */
  public long u32le() throws IOException {
    return u16le() | ((long) u16le() << 16);
  }

  /** Four bytes as Latin-1 characters: the name of a chunk or a box. */
  public String name() throws IOException {
    return new String(bytes(4), StandardCharsets.ISO_8859_1);
  }

  /** So many bytes. The caller limits the number, because they are in memory. */
  public byte[] bytes(int count) throws IOException {
    check(count >= 0 && count <= remaining(), "a length beyond the end");
    byte[] bytes = new byte[count];
    for (int done = 0; done < count; ) {
      done += get(bytes, done, count - done);
    }
    return bytes;
  }

  /** Copies bytes. */
  public void copy(long count, OutputStream out) throws IOException {
    check(count >= 0 && count <= remaining(), "a length beyond the end");
    for (long left = count; left > 0; ) {
      if (!buffer.hasRemaining()) {
        fill();
      }
      int part = (int) Math.min(left, buffer.remaining());
      out.write(buffer.array(), buffer.position(), part);
      buffer.position(buffer.position() + part);
      left -= part;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int get(byte[] bytes, int offset, int most) throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    int part = Math.min(most, buffer.remaining());
    buffer.get(bytes, offset, part);
    return part;
  }

  private void fill() throws IOException {
    long position = position();
    check(position < size, "the end of the file");
    start = Math.max(0, position - LOOK_BACK);
    int offset = (int) (position - start);
    buffer.clear();
    while (buffer.position() <= offset) {
      check(channel.read(buffer, start + buffer.position()) > 0, "the end of the file");
    }
    buffer.flip().position(offset);
  }

  private void check(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("Byte " + position() + " of " + size + ": " + found);
    }
  }
}
