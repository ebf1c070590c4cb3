package chat.media.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Copies a PNG with the chunks that its pixels, their colours and its animation need. Texts, times,
 * EXIF but for the orientation, and unknown chunks are dropped.
 */
final class PngCleaner implements PictureCleaner {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;

  /** The largest length that PNG allows. */
  private static final long MOST_BYTES = 0x7FFFFFFF;

  /** 64 KiB, as in a JPEG; the orientation is in the first bytes. */
  private static final long MOST_EXIF_BYTES = 64 * 1024;

  private static final int HEADER_BYTES = 13;

  private static final Set<String> KEPT =
      Set.of(
          "PLTE", "IDAT", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI",
          "bKGD", "pHYs", "acTL", "fcTL", "fdAT");

  @Override
  public Picture clean(ByteSource picture, OutputStream cleaned) throws IOException {
    require(picture.i64() == SIGNATURE, "no start of a PNG");
    cleaned.write(ByteBuffer.allocate(Long.BYTES).putLong(SIGNATURE).array());
    return new Run(picture, cleaned).run();
  }

  /** The cleaning of one picture. */
  private static final class Run {
    private final ByteSource in;
    private final OutputStream out;

    private boolean hasPixels;
    private int orientation = ExifOrientation.NONE;
    private boolean hasExif;

    Run(ByteSource in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    Picture run() throws IOException {
      Size size = header();
      while (chunk()) {
        // Each call copies or drops one chunk.
      }
      require(hasPixels, "no pixels");
      return new Picture(size, orientation, 0, 0, 0);
    }

    private Size header() throws IOException {
      require(in.u32() == HEADER_BYTES && in.name().equals("IHDR"), "no header");
      long start = in.position();
      long width = in.u32();
      long height = in.u32();
      require(width > 0 && width <= MOST_BYTES && height > 0 && height <= MOST_BYTES, "no size");
      in.seek(start);
      copy("IHDR", HEADER_BYTES);
      return new Size((int) width, (int) height);
    }

    /** Copies or drops a chunk; false after the last one. */
    private boolean chunk() throws IOException {
      long length = in.u32();
      require(length <= MOST_BYTES && length <= in.remaining() - 8, "a chunk beyond the end");
      String name = in.name();
      if (name.equals("IEND")) {
        copy(name, length);
        return false;
      }
      if (KEPT.contains(name)) {
        hasPixels |= name.equals("IDAT");
        copy(name, length);
      } else if (name.equals("eXIf") && length <= MOST_EXIF_BYTES && !hasExif) {
        exif((int) length);
      } else {
        drop(name, length);
      }
      return true;
    }

    private void copy(String name, long length) throws IOException {
      out.write(ByteBuffer.allocate(4).putInt((int) length).array());
      var checked = new CheckedOutputStream(out, new CRC32());
      checked.write(name.getBytes(ISO_8859_1));
      in.copy(length, checked);
      long sum = checked.getChecksum().getValue();
      require(in.u32() == sum, "a wrong checksum of " + name);
      out.write(ByteBuffer.allocate(4).putInt((int) sum).array());
    }

    private void exif(int length) throws IOException {
      hasExif = true;
      orientation = ExifOrientation.read(in.bytes(length));
      in.skip(4);
      if (orientation != ExifOrientation.NONE) {
        write("eXIf", ExifOrientation.write(orientation));
      }
    }

    private void write(String name, byte[] data) throws IOException {
      byte[] typed = name.getBytes(ISO_8859_1);
      CRC32 sum = new CRC32();
      sum.update(typed);
      sum.update(data);
      out.write(ByteBuffer.allocate(4).putInt(data.length).array());
      out.write(typed);
      out.write(data);
      out.write(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /** An unknown chunk whose name begins with a capital is necessary to display the picture. */
    private void drop(String name, long length) throws IOException {
      require((name.charAt(0) & 0x20) != 0, "the unknown chunk " + name);
      in.skip(length + 4);
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("PNG: " + found);
    }
  }
}
