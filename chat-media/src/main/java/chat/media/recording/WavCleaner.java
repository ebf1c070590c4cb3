package chat.media.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies a WAV with its format and its samples. All other chunks are dropped: the origin of
 * broadcast waves, ID3, XMP, and lists of texts.
 */
final class WavCleaner implements RecordingCleaner {
  private static final int HEADER_BYTES = 8;

  /** 1,000 chunks, because the list of them is in memory, and a WAV has about five. */
  private static final int MOST_CHUNKS = 1000;

  private static final Set<String> KEPT = Set.of("fmt ", "fact", "data");

  /** A chunk in the file. */
  private record Chunk(String name, long position, long length) {
    long written() {
      return HEADER_BYTES + length + (length & 1);
    }
  }

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    require(recording.name().equals("RIFF"), "no start of a RIFF");
    recording.skip(4);
    require(recording.name().equals("WAVE"), "no start of a WAV");
    write(chunks(recording), recording, cleaned);
    return Recording.sound("audio/wav");
  }

  /**
   * The kept chunks. Samples end at the end of the file at the latest, because programs that write
   * to a pipe do not know their length.
   */
  private static List<Chunk> chunks(ByteSource in) throws IOException {
    List<Chunk> kept = new ArrayList<>();
    boolean hasData = false;
    for (int i = 0; i < MOST_CHUNKS && !hasData && in.remaining() >= HEADER_BYTES; i++) {
      String name = in.name();
      long length = in.u32le();
      hasData = name.equals("data");
      if (hasData) {
        length = Math.min(length, in.remaining());
      }
      if (KEPT.contains(name)) {
        kept.add(new Chunk(name, in.position(), length));
      }
      in.skip(length);
      in.skip(Math.min(length & 1, in.remaining()));
    }
    require(hasData && kept.getFirst().name.equals("fmt "), "no format or no samples");
    return kept;
  }

  private static void write(List<Chunk> kept, ByteSource in, OutputStream out) throws IOException {
    out.write("RIFF".getBytes(ISO_8859_1));
    writeLength(4 + kept.stream().mapToLong(Chunk::written).sum(), out);
    out.write("WAVE".getBytes(ISO_8859_1));
    for (Chunk chunk : kept) {
      out.write(chunk.name.getBytes(ISO_8859_1));
      writeLength(chunk.length, out);
      in.seek(chunk.position);
      in.copy(chunk.length, out);
      if ((chunk.length & 1) == 1) {
        out.write(0);
      }
    }
  }

  private static void writeLength(long length, OutputStream out) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (length >> shift));
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("WAV: " + found);
    }
  }
}
