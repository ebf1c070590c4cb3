package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.UncleanableMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies an MP4 or a QuickTime film, and makes free space of all boxes that are not known to be
 * needed: locations and cameras in user data, metadata and XMP, times of creation, and tracks with
 * what was measured beside the film. Bytes of the media data that belong to no sample are erased as
 * well, because some cameras write locations there. All positions stay.
 */
final class Mp4Cleaner implements RecordingCleaner {
  private static final Set<String> TOP =
      Set.of("ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "prft");

  /**
   * Boxes that are blanked; behind a complete film all others are bytes that do not belong to it.
   */
  private static final Set<String> BLANKED =
      Set.of("free", "skip", "wide", "uuid", "udta", "meta", "pdin", "emsg", "pnot", "PICT");

  private static final Set<String> MOVIE = Set.of("mvhd", "trak", "mvex", "iods", "cmov");
  private static final Set<String> FRAGMENT = Set.of("mfhd", "traf");

  /** 1 KiB, because it is a list of names of 4 bytes. */
  private static final int MOST_BRAND_BYTES = 1024;

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    return new Run(recording).run(cleaned);
  }

  /** The cleaning of one film. */
  private static final class Run {
    private final ByteSource in;
    private final Mp4Walker walker;
    private final List<Mp4Track> played = new ArrayList<>();
    private final List<Mp4Track> removed = new ArrayList<>();
    private final List<Mp4Box> data = new ArrayList<>();

    private String brand = "qt  ";
    private boolean hasMovie;
    private boolean hasFragments;

    Run(ByteSource in) {
      this.in = in;
      walker = new Mp4Walker(in);
    }

    Recording run(OutputStream out) throws IOException {
      while (in.remaining() >= Mp4Box.HEADER_BYTES && !isBehindTheEnd()) {
        Mp4Box box = walker.next(in.size());
        top(box);
        in.seek(box.end());
      }
      long end = in.position();
      Recording recording = describe();
      eraseGaps();
      walker.patches().copy(in, end, out);
      return recording;
    }

    private boolean isBehindTheEnd() throws IOException {
      long position = in.position();
      in.skip(4);
      String name = in.name();
      in.seek(position);
      boolean complete = hasMovie && (hasFragments || !data.isEmpty());
      return complete && !TOP.contains(name) && !BLANKED.contains(name);
    }

    private void top(Mp4Box box) throws IOException {
      switch (box.name()) {
        case "ftyp" -> brand(box);
        case "moov" -> movie(box);
        case "moof" -> fragment(box);
        case "mdat" -> data.add(box);
        default -> {
          if (!TOP.contains(box.name())) {
            walker.blank(box);
          }
        }
      }
    }

    private void brand(Mp4Box box) throws IOException {
      box.requireLength(4);
      require(box.length() <= MOST_BRAND_BYTES, "too many brands");
      brand = in.name();
    }

    private void movie(Mp4Box box) throws IOException {
      require(!hasMovie, "a second film");
      hasMovie = true;
      walker.children(box, MOVIE, this::movieChild);
    }

    private void movieChild(Mp4Box box) throws IOException {
      switch (box.name()) {
        case "mvhd" -> walker.eraseTimes(box);
        case "trak" -> track(box);
        case "cmov" -> throw new UncleanableMediaException("MP4: a compressed header");
        default -> {
          // Kept as it is.
        }
      }
    }

    private void track(Mp4Box box) throws IOException {
      var track = new Mp4Track(walker);
      track.read(box);
      if (track.isPlayed()) {
        played.add(track);
      } else {
        removed.add(track);
        walker.blank(box);
      }
    }

    private void fragment(Mp4Box box) throws IOException {
      hasFragments = true;
      walker.children(box, FRAGMENT, child -> {});
    }

    private Recording describe() throws IOException {
      require(hasMovie, "no film");
      boolean phone = brand.startsWith("3g");
      for (Mp4Track track : played) {
        if (track.isFilm()) {
          String type = phone ? "3gpp" : brand.equals("qt  ") ? "quicktime" : "mp4";
          return new Recording("video/" + type, track.width(), track.height());
        }
      }
      require(played.stream().anyMatch(Mp4Track::isSound), "neither film nor sound");
      return Recording.sound(phone ? "audio/3gpp" : "audio/mp4");
    }

    /** The samples of fragments are described elsewhere, so that removed ones cannot be found. */
    private void eraseGaps() throws IOException {
      if (!hasFragments) {
        new Mp4Gaps(in, played, removed).erase(data, walker.patches());
      } else if (!removed.isEmpty()) {
        throw new UncleanableMediaException("MP4: fragments with measurements");
      }
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("MP4: " + found);
    }
  }
}
