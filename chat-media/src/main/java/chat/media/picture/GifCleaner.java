package chat.media.picture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * Copies a GIF with its frames, their delays and the number of repetitions. Comments, texts and
 * other applications' data (XMP among them) are dropped.
 */
final class GifCleaner implements PictureCleaner {
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int CONTROL = 0xF9;
  private static final int APPLICATION = 0xFF;
  private static final int COLOUR_TABLE = 0x80;

  private static final Set<String> SIGNATURES = Set.of("GIF87a", "GIF89a");
  private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

  @Override
  public Picture clean(ByteSource picture, OutputStream cleaned) throws IOException {
    return new Run(picture, cleaned).run();
  }

  /** The cleaning of one picture. */
  private static final class Run {
    private final ByteSource in;
    private final OutputStream out;

    private Size size;
    private boolean hasFrame;
    private int left;
    private int top;

    Run(ByteSource in, OutputStream out) {
      this.in = in;
      this.out = out;
    }

    Picture run() throws IOException {
      size = screen();
      for (int block = in.u8(); block != TRAILER; block = in.u8()) {
        switch (block) {
          case EXTENSION -> extension();
          case FRAME -> frame();
          default -> throw new MalformedMediaException("GIF: the block " + block);
        }
      }
      require(hasFrame, "no frame");
      out.write(TRAILER);
      return new Picture(size, ExifOrientation.NONE, left, top, 0);
    }

    private Size screen() throws IOException {
      byte[] signature = in.bytes(6);
      require(SIGNATURES.contains(new String(signature, ISO_8859_1)), "no start of a GIF");
      out.write(signature);
      byte[] screen = in.bytes(7);
      out.write(screen);
      copyColourTable(screen[4]);
      Size claimed = new Size(u16(screen, 0), u16(screen, 2));
      require(claimed.pixels() > 0, "a picture without pixels");
      return claimed;
    }

    private void copyColourTable(int flags) throws IOException {
      if ((flags & COLOUR_TABLE) != 0) {
        in.copy(3L << ((flags & 7) + 1), out);
      }
    }

    private void frame() throws IOException {
      out.write(FRAME);
      byte[] frame = in.bytes(9);
      if (!hasFrame) {
        hasFrame = true;
        left = u16(frame, 0);
        top = u16(frame, 2);
      }
      out.write(frame);
      // A decoder would allocate what the frame claims.
      require(
          u16(frame, 0) + u16(frame, 4) <= size.width()
              && u16(frame, 2) + u16(frame, 6) <= size.height(),
          "a frame beyond the screen");
      copyColourTable(frame[8]);
      out.write(in.u8());
      copyBlocks();
    }

    private void extension() throws IOException {
      int label = in.u8();
      if (label == CONTROL) {
        out.write(EXTENSION);
        out.write(label);
        copyBlocks();
      } else if (label == APPLICATION) {
        application();
      } else {
        skipBlocks();
      }
    }

    private void application() throws IOException {
      byte[] name = in.bytes(in.u8());
      int length = in.u8();
      if (length == 3 && LOOPS.contains(new String(name, ISO_8859_1))) {
        out.write(EXTENSION);
        out.write(APPLICATION);
        out.write(name.length);
        out.write(name);
        out.write(length);
        in.copy(length, out);
        out.write(0);
        length = in.u8();
      }
      in.skip(length);
      if (length > 0) {
        skipBlocks();
      }
    }

    private void copyBlocks() throws IOException {
      for (int length = in.u8(); length > 0; length = in.u8()) {
        out.write(length);
        in.copy(length, out);
      }
      out.write(0);
    }

    private void skipBlocks() throws IOException {
      for (int length = in.u8(); length > 0; length = in.u8()) {
        in.skip(length);
      }
    }
  }

  private static int u16(byte[] data, int offset) {
    return (data[offset] & 0xFF) | ((data[offset + 1] & 0xFF) << 8);
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("GIF: " + found);
    }
  }
}
