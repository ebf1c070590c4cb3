package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The tables of a track that say where its samples are: in chunks, one range of the file each. */
final class Mp4Samples {
  /** 300,000 chunks, because their positions are in memory: an hour with one for each sample. */
  static final int MOST_CHUNKS = 300_000;

  /**
   * Old QuickTime sound has a wrong size of samples in its table: 1 for a sample of 16 bits and two
   * channels, for example.
   */
  private static final int DOUBTFUL_SAMPLE_BYTES = 4;

  private Mp4Box offsets;
  private Mp4Box chunks;
  private Mp4Box sizes;

  /**
   * A chunk.
   *
   * @param start its position in the file
   * @param length its length in bytes; {@link #UNKNOWN} where the table is doubtful
   */
  record Chunk(long start, long length) {
    static final long UNKNOWN = -1;
  }

  /** The samples in each chunk from a number on; the first chunk has the number 1. */
  private record Run(long first, long samples) {}

  /** Takes a box if it is one of the tables. */
  void add(Mp4Box box) {
    switch (box.name()) {
      case "stco", "co64" -> offsets = box;
      case "stsc" -> chunks = box;
      case "stsz", "stz2" -> sizes = box;
      default -> {
        // Times and kinds of samples.
      }
    }
  }

  /** Reads the chunks. */
  List<Chunk> read(ByteSource in) throws IOException {
    if (offsets == null) {
      return List.of();
    }
    List<Chunk> result = new ArrayList<>();
    long[] starts = starts(in);
    if (starts.length > 0) {
      List<Run> runs = runs(in);
      var lengths = new Lengths(in);
      int run = 0;
      for (int i = 0; i < starts.length; i++) {
        while (run + 1 < runs.size() && runs.get(run + 1).first <= i + 1) {
          run++;
        }
        result.add(new Chunk(starts[i], lengths.next(runs.get(run).samples)));
      }
    }
    return result;
  }

  private long[] starts(ByteSource in) throws IOException {
    boolean wide = offsets.name().equals("co64");
    int count = entries(in, offsets, wide ? 8 : 4);
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      starts[i] = wide ? in.i64() : in.u32();
    }
    return starts;
  }

  private List<Run> runs(ByteSource in) throws IOException {
    require(chunks != null && sizes != null, "chunks without sizes");
    int count = entries(in, chunks, 12);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(new Run(in.u32(), in.u32()));
      in.skip(4);
    }
    require(!runs.isEmpty(), "chunks without samples");
    return runs;
  }

  /** Moves to the first entry of a table, and returns their number. */
  private static int entries(ByteSource in, Mp4Box table, int bytes) throws IOException {
    table.requireLength(8);
    in.seek(table.content() + 4);
    long count = in.u32();
    require(count <= MOST_CHUNKS && count <= (table.length() - 8) / bytes, "a long table");
    return (int) count;
  }

  /** The sizes of samples, read one after the other. */
  private final class Lengths {
    private final ByteSource in;
    private final int bits;
    private final long all;
    private long left;
    private boolean odd;
    private int pair;

    Lengths(ByteSource in) throws IOException {
      this.in = in;
      sizes.requireLength(12);
      in.seek(sizes.content() + 4);
      long first = in.u32();
      left = in.u32();
      boolean compact = sizes.name().equals("stz2");
      bits = compact ? (int) (first & 0xFF) : 32;
      all = compact ? 0 : first;
      require(bits == 4 || bits == 8 || bits == 16 || bits == 32, "sizes of " + bits + " bits");
      require(all > 0 || left <= (sizes.length() - 12) * 8 / bits, "a long table of sizes");
    }

    /** The bytes of the next chunk. */
    long next(long samples) throws IOException {
      if (all > 0) {
        return all <= DOUBTFUL_SAMPLE_BYTES ? Chunk.UNKNOWN : samples * all;
      }
      long sum = 0;
      for (long i = 0; i < samples && left > 0; i++) {
        sum += size();
        left--;
      }
      return sum;
    }

    private long size() throws IOException {
      return switch (bits) {
        case 32 -> in.u32();
        case 16 -> in.u16();
        case 8 -> in.u8();
        default -> half();
      };
    }

    private int half() throws IOException {
      odd = !odd;
      if (odd) {
        pair = in.u8();
        return pair >> 4;
      }
      return pair & 15;
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("MP4: " + found);
    }
  }
}
