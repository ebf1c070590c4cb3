package chat.media.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Copies a FLAC with its parameters, its table for seeking and its frames. Comments, pictures and
 * applications' data are dropped.
 */
final class FlacCleaner implements RecordingCleaner {
  static final String SIGNATURE = "fLaC";

  private static final int LAST = 0x80;
  private static final int STREAM_INFO = 0;
  private static final int STREAM_INFO_BYTES = 34;
  private static final int SEEK_TABLE = 3;

  /** 1 MiB, because the table is in memory: 58,000 points. */
  private static final int MOST_TABLE_BYTES = 1 << 20;

  /** The first 14 bits of a frame. */
  private static final int FRAME_SYNC = 0xFFF8;

  private static final int ID3_BYTES = 128;

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    require(recording.name().equals(SIGNATURE), "no start of a FLAC");
    return cleanBlocks(recording, cleaned);
  }

  /** Copies what follows the signature. */
  static Recording cleanBlocks(ByteSource in, OutputStream out) throws IOException {
    byte[] info = null;
    byte[] table = new byte[0];
    int type;
    do {
      type = in.u8();
      int length = (int) (((long) in.u16() << 8) | in.u8());
      switch (type & ~LAST) {
        case STREAM_INFO -> info = small(in, length);
        case SEEK_TABLE -> table = small(in, length);
        default -> in.skip(length);
      }
    } while ((type & LAST) == 0);
    require(info != null && info.length == STREAM_INFO_BYTES, "no parameters");
    write(info, table, out);
    copyFrames(in, out);
    return Recording.sound("audio/flac");
  }

  private static byte[] small(ByteSource in, int length) throws IOException {
    require(length <= MOST_TABLE_BYTES, "a large table");
    return in.bytes(length);
  }

  private static void write(byte[] info, byte[] table, OutputStream out) throws IOException {
    out.write(SIGNATURE.getBytes(ISO_8859_1));
    var blocks = new ByteArrayOutputStream();
    writeBlock(table.length == 0 ? STREAM_INFO | LAST : STREAM_INFO, info, blocks);
    if (table.length > 0) {
      writeBlock(SEEK_TABLE | LAST, table, blocks);
    }
    blocks.writeTo(out);
  }

  private static void writeBlock(int type, byte[] data, OutputStream out) throws IOException {
    out.write(type);
    out.write(data.length >> 16);
    out.write(data.length >> 8);
    out.write(data.length);
    out.write(data);
  }

  /** Copies the frames, which have no lengths, up to the end of the file or an ID3 tag there. */
  private static void copyFrames(ByteSource in, OutputStream out) throws IOException {
    long start = in.position();
    require((in.u16() & 0xFFFC) == FRAME_SYNC, "no frame");
    long end = in.size();
    if (end - start >= ID3_BYTES) {
      in.seek(end - ID3_BYTES);
      end = in.name().startsWith("TAG") ? end - ID3_BYTES : end;
    }
    in.seek(start);
    in.copy(end - start, out);
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("FLAC: " + found);
    }
  }
}
