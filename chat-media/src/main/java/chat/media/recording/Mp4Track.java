package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.Patches;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A track of an MP4: what kind it is, how it is displayed, and where its tables of samples are.
 * Reading it removes its metadata.
 */
final class Mp4Track {
  private static final Set<String> PLAYED =
      Set.of("vide", "soun", "subt", "sbtl", "text", "clcp", "tmcd");

  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "trak", Set.of("tkhd", "edts", "tref", "tapt", "mdia"),
          "mdia", Set.of("mdhd", "hdlr", "elng", "minf"),
          "minf", Set.of("vmhd", "smhd", "hmhd", "nmhd", "sthd", "gmhd", "hdlr", "dinf", "stbl"),
          "dinf", Set.of("dref"),
          "stbl",
              Set.of(
                  "stsd", "stts", "ctts", "cslg", "stss", "stps", "stsh", "stsc", "stsz", "stz2",
                  "stco", "co64", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "padb", "stdp"));

  /** Positions in the content of boxes. */
  private static final int HANDLER_AT = 8;

  private static final int HANDLER_NAME_AT = 12;
  private static final int ENTRIES_AT = 8;
  private static final int MATRIX_BYTES = 36;

  /** Positions in an entry of the sample descriptions, and in a reference to data. */
  private static final int COMPRESSOR_AT = 50;

  private static final int COMPRESSOR_BYTES = 32;
  private static final int REFERENCE_BYTES = 12;

  private final Mp4Walker walker;
  private final ByteSource in;
  private final Patches patches;

  private final Mp4Samples samples = new Mp4Samples();
  private Mp4Box description;
  private String handler = "";
  private int width;
  private int height;

  Mp4Track(Mp4Walker walker) {
    this.walker = walker;
    in = walker.source();
    patches = walker.patches();
  }

  boolean isFilm() {
    return handler.equals("vide");
  }

  boolean isSound() {
    return handler.equals("soun");
  }

  /** False for tracks with what a camera or a receiver of GPS measured while it filmed. */
  boolean isPlayed() {
    return PLAYED.contains(handler);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Mp4Samples samples() {
    return samples;
  }

  /** Reads the content of a track. */
  void read(Mp4Box track) throws IOException {
    walker.children(track, KEPT.get("trak"), this::child);
    if (isFilm() && description != null) {
      eraseCompressors();
    }
  }

  private void child(Mp4Box box) throws IOException {
    switch (box.name()) {
      case "mdia", "minf", "dinf", "stbl" ->
          walker.children(box, KEPT.get(box.name()), this::child);
      case "tkhd" -> header(box);
      case "mdhd" -> walker.eraseTimes(box);
      case "hdlr" -> handler(box);
      case "dref" -> references(box);
      case "stsd" -> description = box;
      default -> samples.add(box);
    }
  }

  /** The handler of the media comes first; QuickTime has another one for the data. */
  private void handler(Mp4Box box) throws IOException {
    box.requireLength(HANDLER_NAME_AT);
    if (handler.isEmpty()) {
      in.seek(box.content() + HANDLER_AT);
      handler = in.name();
    }
    patches.erase(box.content() + HANDLER_NAME_AT, box.length() - HANDLER_NAME_AT);
  }

  /** The dimensions, exchanged where the matrix turns by a quarter. */
  private void header(Mp4Box box) throws IOException {
    walker.eraseTimes(box);
    in.seek(box.content());
    int matrix = in.u8() == 1 ? 52 : 40;
    box.requireLength(matrix + MATRIX_BYTES + 8);
    in.seek(box.content() + matrix);
    boolean turned = in.u32() == 0 && in.u32() != 0;
    in.seek(box.content() + matrix + MATRIX_BYTES);
    int first = (int) (in.u32() >> 16);
    int second = (int) (in.u32() >> 16);
    width = turned ? second : first;
    height = turned ? first : second;
  }

  /** Erases the paths of files, such as an alias with the name of a volume. */
  private void references(Mp4Box box) throws IOException {
    box.requireLength(ENTRIES_AT);
    in.seek(box.content() + ENTRIES_AT);
    while (in.position() < box.end()) {
      Mp4Box reference = Mp4Box.read(in, box.end());
      long kept = Math.min(reference.end(), reference.start() + REFERENCE_BYTES);
      patches.erase(kept, reference.end() - kept);
      in.seek(reference.end());
    }
  }

  /** Erases the names of compressors, in which cameras write theirs. */
  private void eraseCompressors() throws IOException {
    description.requireLength(ENTRIES_AT);
    in.seek(description.content() + ENTRIES_AT);
    while (description.end() - in.position() >= Mp4Box.HEADER_BYTES) {
      Mp4Box entry = Mp4Box.read(in, description.end());
      if (entry.end() - entry.start() >= COMPRESSOR_AT + COMPRESSOR_BYTES) {
        patches.erase(entry.start() + COMPRESSOR_AT, COMPRESSOR_BYTES);
      }
      in.seek(entry.end());
    }
  }
}
