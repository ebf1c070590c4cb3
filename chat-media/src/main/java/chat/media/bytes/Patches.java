package chat.media.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes of a file that keep its length: ranges of zeros, and bytes at positions. They are
 * collected while the file is read, and applied while it is copied. Where two overlap, the one that
 * begins first counts, and of two that begin at the same byte the one that was added first.
 */
public final class Patches {
  /** 200,000, because they are in memory; a long film has one for each of its fragments. */
  private static final int MOST = 200_000;

  private final List<Patch> patches = new ArrayList<>();

  /** A changed range; without bytes it becomes zeros. */
  private static final class Patch {
    final long position;
    final long end;
    private final byte[] bytes;

    Patch(long position, long length, byte[] bytes) {
      this.position = position;
      this.end = position + length;
      this.bytes = bytes;
    }

    /** Writes the range from a position in it. */
    void write(long from, OutputStream out) throws IOException {
      if (bytes == null) {
        writeZeros(end - from, out);
      } else {
        int offset = (int) (from - position);
        out.write(bytes, offset, bytes.length - offset);
      }
    }
  }

  /** Replaces the bytes at a position. */
  public void replace(long position, byte[] bytes) throws MalformedMediaException {
    add(new Patch(position, bytes.length, bytes));
  }

  /** Replaces a range by zeros. */
  public void erase(long position, long length) throws MalformedMediaException {
    if (length > 0) {
      add(new Patch(position, length, null));
    }
  }

  private void add(Patch patch) throws MalformedMediaException {
    if (patches.size() >= MOST) {
      throw new MalformedMediaException("More than " + MOST + " changes");
    }
    patches.add(patch);
  }

  /** Copies the file from its begin up to a position, changed. */
  public void copy(ByteSource in, long end, OutputStream out) throws IOException {
    patches.sort(Comparator.comparingLong(patch -> patch.position));
    in.seek(0);
    for (Patch patch : patches) {
      if (patch.end > in.position() && patch.end <= end) {
        in.copy(Math.max(0, patch.position - in.position()), out);
        patch.write(in.position(), out);
        in.seek(patch.end);
      }
    }
    in.copy(end - in.position(), out);
  }

  private static void writeZeros(long count, OutputStream out) throws IOException {
    byte[] zeros = new byte[(int) Math.min(count, 8192)];
    for (long left = count; left > 0; left -= zeros.length) {
      out.write(zeros, 0, (int) Math.min(left, zeros.length));
    }
  }
}
