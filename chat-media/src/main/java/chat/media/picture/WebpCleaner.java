package chat.media.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies a WebP with the chunks that its pixels, its colour profile and its animation need. EXIF,
 * XMP and unknown chunks are dropped, within the frames of an animation as well.
 */
final class WebpCleaner implements PictureCleaner {
  private static final int HEADER_BYTES = 8;
  private static final int FRAME_HEADER_BYTES = 16;
  private static final int FRAME_PLACE_BYTES = 6;

  /** Decoders of WebP have no smaller result than the whole picture. */
  private static final int DECODED_PIXEL_BYTES = 4;

  /** 10,000 frames and other chunks, because the list of them is in memory. */
  private static final int MOST_CHUNKS = 10_000;

  private static final Set<String> PIXELS = Set.of("VP8 ", "VP8L", "ANMF");
  private static final Set<String> KEPT =
      Set.of("VP8X", "ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L");
  private static final Set<String> KEPT_IN_FRAME = Set.of("ALPH", "VP8 ", "VP8L");

  @Override
  public Picture clean(ByteSource picture, OutputStream cleaned) throws IOException {
    return new Run(picture, cleaned).run();
  }

  /** A chunk in the file; {@code parts} are the chunks within a frame of an animation. */
  private record Chunk(String name, long position, long length, List<Chunk> parts) {
    /** The bytes that are written: header, content, and a byte that makes them even. */
    long written() {
      return HEADER_BYTES + content() + (content() & 1);
    }

    long content() {
      return name.equals("ANMF")
          ? FRAME_HEADER_BYTES + parts.stream().mapToLong(Chunk::written).sum()
          : length;
    }
  }

  /** The cleaning of one picture. */
  private static final class Run {
    private final ByteSource in;
    private final OutputStream out;

    private int chunks;
    private boolean hasFrame;
    private int left;
    private int top;

    Run(ByteSource in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    Picture run() throws IOException {
      require(in.name().equals("RIFF"), "no start of a RIFF");
      long length = in.u32le();
      long end = in.position() + length;
      require(end <= in.size() && in.name().equals("WEBP"), "a length beyond the end");
      List<Chunk> kept = chunks(end, KEPT);
      require(kept.stream().anyMatch(chunk -> PIXELS.contains(chunk.name)), "no pixels");
      Size size = size(kept.getFirst());
      checkSizes(kept, size);
      write(kept);
      return new Picture(
          size, ExifOrientation.NONE, left, top, DECODED_PIXEL_BYTES * size.pixels());
    }

    private List<Chunk> chunks(long end, Set<String> names) throws IOException {
      List<Chunk> kept = new ArrayList<>();
      while (end - in.position() >= HEADER_BYTES) {
        require(++chunks <= MOST_CHUNKS, "too many chunks");
        String name = in.name();
        long length = in.u32le();
        long position = in.position();
        require(length <= end - position, "a chunk beyond the end");
        if (names.contains(name)) {
          kept.add(new Chunk(name, position, length, parts(name, position + length)));
        }
        in.seek(Math.min(position + length + (length & 1), end));
      }
      return kept;
    }

    private List<Chunk> parts(String name, long end) throws IOException {
      if (!name.equals("ANMF")) {
        return List.of();
      }
      require(end - in.position() >= FRAME_HEADER_BYTES, "a short frame");
      // In units of two pixels.
      int x = 2 * in.u24le();
      int y = 2 * in.u24le();
      if (!hasFrame) {
        hasFrame = true;
        left = x;
        top = y;
      }
      in.skip(FRAME_HEADER_BYTES - FRAME_PLACE_BYTES);
      return chunks(end, KEPT_IN_FRAME);
    }

    private Size size(Chunk first) throws IOException {
      in.seek(first.position);
      return switch (first.name) {
        case "VP8X" -> canvas();
        case "VP8L" -> lossless();
        case "VP8 " -> lossy();
        default -> throw new MalformedMediaException("WebP: begins with " + first.name);
      };
    }

    /** A decoder would allocate what the pixels claim, not what the header does. */
    private void checkSizes(List<Chunk> chunks, Size canvas) throws IOException {
      for (Chunk chunk : chunks) {
        if (chunk.name.equals("VP8L") || chunk.name.equals("VP8 ")) {
          require(size(chunk).fitsIn(canvas), "pixels beyond the canvas");
        } else if (chunk.name.equals("ANMF")) {
          in.seek(chunk.position + FRAME_PLACE_BYTES);
          require(
              new Size(in.u24le() + 1, in.u24le() + 1).fitsIn(canvas), "a frame beyond the canvas");
          checkSizes(chunk.parts, canvas);
        }
      }
    }

    private Size canvas() throws IOException {
      in.skip(4);
      return new Size(in.u24le() + 1, in.u24le() + 1);
    }

    private Size lossless() throws IOException {
      require(in.u8() == 0x2F, "no start of a lossless picture");
      long bits = in.u32le();
      return new Size((int) (bits & 0x3FFF) + 1, (int) ((bits >> 14) & 0x3FFF) + 1);
    }

    private Size lossy() throws IOException {
      require((in.u8() & 1) == 0, "no key frame");
      in.skip(2);
      require(in.u8() == 0x9D && in.u16() == 0x012A, "no start of a lossy picture");
      Size size = new Size(in.u16le() & 0x3FFF, in.u16le() & 0x3FFF);
      require(size.pixels() > 0, "a picture without pixels");
      return size;
    }

    private void write(List<Chunk> kept) throws IOException {
      long length = 4 + kept.stream().mapToLong(Chunk::written).sum();
      out.write("RIFF".getBytes(ISO_8859_1));
      writeLength(length);
      out.write("WEBP".getBytes(ISO_8859_1));
      for (Chunk chunk : kept) {
        write(chunk);
      }
    }

    private void write(Chunk chunk) throws IOException {
      out.write(chunk.name.getBytes(ISO_8859_1));
      writeLength(chunk.content());
      in.seek(chunk.position);
      switch (chunk.name) {
        case "VP8X" -> writeFeatures(chunk.length);
        case "ANMF" -> writeFrame(chunk);
        default -> in.copy(chunk.length, out);
      }
      if ((chunk.content() & 1) == 1) {
        out.write(0);
      }
    }

    /** Clears the flags of EXIF and XMP. */
    private void writeFeatures(long length) throws IOException {
      require(length == 10, "a header with a wrong length");
      out.write(in.u8() & ~0x0C);
      in.copy(length - 1, out);
    }

    private void writeFrame(Chunk frame) throws IOException {
      in.copy(FRAME_HEADER_BYTES, out);
      for (Chunk part : frame.parts) {
        write(part);
      }
    }

    private void writeLength(long length) throws IOException {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (length >> shift));
      }
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("WebP: " + found);
    }
  }
}
