package chat.media.testing;

import static chat.media.testing.Pictures.SECRET;
import static chat.media.testing.Pictures.join;
import static chat.media.testing.Pictures.latin;

import java.nio.ByteBuffer;

/** MP4s with metadata: a film of two chunks, and measurements between them. */
public final class Films {
  /** The bytes of the two chunks of the film. */
  public static final String SAMPLES = "FIRST-CHUNK.SECOND-CHUNK";

  private static final String FIRST = "FIRST-CHUNK.";
  private static final String SECOND = "SECOND-CHUNK";

  private Films() {}

  /** A box of an MP4. */
  public static byte[] box(String name, byte[]... content) {
    byte[] joined = join(content);
    return ByteBuffer.allocate(8 + joined.length)
        .putInt(8 + joined.length)
        .put(latin(name))
        .put(joined)
        .array();
  }

  /** Four bytes for each number. */
  public static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  /** A film, turned by a quarter, with a location in each place that is known. */
  public static byte[] mp4(String brand) {
    byte[] start =
        join(box("ftyp", latin(brand), ints(0), latin("isom")), box("free", latin(SECRET)));
    byte[] data = box("mdat", latin(FIRST + SECRET + SECOND + SECRET));
    int first = start.length + 8;
    int second = first + FIRST.length() + SECRET.length();
    byte[] movie =
        box(
            "moov",
            box("mvhd", ints(0, 77, 77, 1000, 5000), new byte[80]),
            track("vide", SECRET, first, FIRST.length(), second, SECOND.length()),
            track("meta", SECRET, first + FIRST.length(), SECRET.length()),
            box(
                "udta",
                box("\u00a9xyz", latin("+48.5+011.5/" + SECRET)),
                box("loci", latin(SECRET))),
            box("meta", ints(0), box("ilst", latin(SECRET))),
            box("uuid", latin("0123456789abcdef<x:xmpmeta>" + SECRET)));
    return join(start, data, movie, box("uuid", latin(SECRET)), latin("PK\3\4" + SECRET));
  }

  /**
   * A film whose tables have other forms: sizes of 64 bits, one size for all samples, and data up
   * to the end of the file. The sound has the size of old QuickTime, which says nothing.
   */
  public static byte[] unusual(boolean sound) {
    byte[] start = box("ftyp", latin("mp42"), ints(0));
    byte[] constant = box("stsz", ints(0, sound ? 1 : FIRST.length(), 2));
    byte[] movie = movie(sound, constant, 0);
    int first = start.length + movie.length + 8;
    byte[] data = join(ints(0), latin("mdat" + FIRST + SECRET + SECOND + SECRET));
    return join(start, movie(sound, constant, first), data);
  }

  private static byte[] movie(boolean sound, byte[] sizes, int first) {
    int measured = first + FIRST.length();
    int second = measured + SECRET.length();
    byte[] positions = box("co64", ints(0, 2, 0, first, 0, second));
    byte[] content =
        join(
            track(sound ? "soun" : "vide", SECRET, sizes, positions),
            track("meta", SECRET, measured, SECRET.length(), second + SECOND.length(), 1));
    return join(ints(1), latin("moov"), ints(0, 16 + content.length), content);
  }

  /** A track with one sample in each chunk: position, length, position, length, and so on. */
  private static byte[] track(String handler, String name, int... chunks) {
    int count = chunks.length / 2;
    int[] offsets = new int[2 + count];
    int[] sizes = new int[3 + count];
    offsets[1] = count;
    sizes[2] = count;
    for (int i = 0; i < count; i++) {
      offsets[2 + i] = chunks[2 * i];
      sizes[3 + i] = chunks[2 * i + 1];
    }
    return track(handler, name, box("stsz", ints(sizes)), box("stco", ints(offsets)));
  }

  /** A track with one sample in each chunk, and these tables of sizes and positions. */
  private static byte[] track(String handler, String name, byte[]... tables) {
    return box(
        "trak",
        box(
            "tkhd",
            ints(0, 77, 77, 1, 0, 5000, 0, 0, 0, 0),
            ints(0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000),
            ints(640 << 16, 360 << 16)),
        box("udta", latin(SECRET)),
        box(
            "mdia",
            box("mdhd", ints(0, 77, 77, 1000, 5000, 0)),
            box("hdlr", ints(0, 0), latin(handler), new byte[12], latin(name + "\0")),
            box(
                "minf",
                box("dinf", box("dref", ints(0, 1), box("url ", ints(1)))),
                box(
                    "stbl",
                    box("stsd", ints(0, 1), description(handler)),
                    box("stsc", ints(0, 1, 1, 1, 1)),
                    join(tables)))));
  }

  private static byte[] description(String handler) {
    return handler.equals("soun")
        ? box("mp4a", new byte[28])
        : box("avc1", new byte[42], latin("\14" + SECRET), new byte[50]);
  }
}
