package chat.media.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.Patches;
import chat.media.bytes.UncleanableMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * Copies a Matroska or WebM file, and makes Void of the elements that tell where, when and with
 * what it was made: tags, attachments, titles, dates, and those that are not known. All positions
 * stay.
 */
final class MatroskaCleaner implements RecordingCleaner {
  private static final long HEADER = 0x1A45DFA3L;
  private static final long DOCUMENT_TYPE = 0x4282;
  private static final long SEGMENT = 0x18538067L;
  private static final long INFO = 0x1549A966L;
  private static final long MUXER = 0x4D80;
  private static final long WRITER = 0x5741;
  private static final long TRACKS = 0x1654AE6BL;
  private static final long TRACK = 0xAE;
  private static final long TRACK_TYPE = 0x83;
  private static final long VIDEO = 0xE0;
  private static final long WIDTH = 0xB0;
  private static final long HEIGHT = 0xBA;
  private static final long CLUSTER = 0x1F43B675L;

  /** Beside the clusters: the seek head, cues and chapters. */
  private static final Set<Long> KEPT_AS_IT_IS = Set.of(0x114D9B74L, 0x1C53BB6BL, 0x1043A770L);

  /** Elements of a segment: a cluster of unknown size ends where one of them begins. */
  private static final Set<Long> SEGMENT_CHILDREN =
      Set.of(
          INFO, TRACKS, CLUSTER, 0x114D9B74L, 0x1C53BB6BL, 0x1043A770L, 0x1941A469L, 0x1254C367L);

  /** Of the information: the scale of times, and the duration. */
  private static final Set<Long> INFO_KEPT = Set.of(0x2AD7B1L, 0x4489L);

  /** Of a track: its name, attachments, and texts about its codec. */
  private static final Set<Long> TRACK_DROPPED =
      Set.of(0x536EL, 0x7446L, 0x258688L, 0x3A9697L, 0x3B4040L, 0x26B240L, 0xBFL, 0xECL);

  private static final int TYPE_VIDEO = 1;
  private static final int TYPE_SOUND = 2;
  private static final int TYPE_METADATA = 0x21;

  /** 4 KiB, because it has about 40 bytes. */
  private static final int MOST_HEADER_BYTES = 4096;

  /** 2 million elements, because a walk over more takes seconds: 20 hours. */
  private static final int MOST_ELEMENTS = 2_000_000;

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    return new Run(recording).run(cleaned);
  }

  /** Receives an element; the position of the source is anywhere afterwards. */
  private interface ElementConsumer {
    void accept(MatroskaElement element) throws IOException;
  }

  /** The cleaning of one file. */
  private static final class Run {
    private final ByteSource in;
    private final Patches patches = new Patches();

    private int elements;
    private String documentType = "";
    private boolean hasFilm;
    private boolean hasSound;
    private int width;
    private int height;

    Run(ByteSource in) {
      this.in = in;
    }

    Recording run(OutputStream out) throws IOException {
      header();
      MatroskaElement segment = next(in.size());
      require(segment.id() == SEGMENT, "no segment");
      long end = segment(segment.hasSize() ? segment.end() : in.size());
      require(hasFilm || hasSound, "neither film nor sound");
      patches.copy(in, end, out);
      String type = documentType.equals("webm") ? "webm" : "x-matroska";
      return hasFilm
          ? new Recording("video/" + type, width, height)
          : Recording.sound("audio/" + type);
    }

    private void header() throws IOException {
      MatroskaElement header = next(in.size());
      require(header.id() == HEADER && header.hasSize(), "no header");
      require(header.length() <= MOST_HEADER_BYTES, "a long header");
      children(
          header,
          element -> {
            if (element.id() == DOCUMENT_TYPE) {
              documentType = new String(in.bytes((int) element.length()), ISO_8859_1);
            }
          });
      in.seek(header.end());
    }

    /** Reads the children of the segment; returns the position behind the last one. */
    private long segment(long limit) throws IOException {
      while (in.position() < limit) {
        long start = in.position();
        MatroskaElement element = next(limit);
        if (element.id() == CLUSTER) {
          cluster(element, limit);
        } else if (!element.hasSize()) {
          // Bytes behind a segment of unknown size.
          return start;
        } else {
          child(element);
          in.seek(element.end());
        }
      }
      return limit;
    }

    private void child(MatroskaElement element) throws IOException {
      if (element.id() == INFO) {
        children(element, this::information);
      } else if (element.id() == TRACKS) {
        children(element, this::trackEntry);
      } else if (!KEPT_AS_IT_IS.contains(element.id())) {
        blank(element);
      }
    }

    private void cluster(MatroskaElement cluster, long limit) throws IOException {
      if (cluster.hasSize()) {
        in.seek(cluster.end());
        return;
      }
      while (in.position() < limit) {
        long start = in.position();
        MatroskaElement element = next(limit);
        if (SEGMENT_CHILDREN.contains(element.id())) {
          in.seek(start);
          return;
        }
        require(element.hasSize(), "an element of unknown size");
        in.seek(element.end());
      }
    }

    private void information(MatroskaElement element) throws IOException {
      if (element.id() == MUXER || element.id() == WRITER) {
        // They must exist.
        byte[] spaces = new byte[(int) Math.min(element.length(), MOST_HEADER_BYTES)];
        Arrays.fill(spaces, (byte) ' ');
        patches.replace(element.content(), spaces);
        patches.erase(element.content() + spaces.length, element.length() - spaces.length);
      } else if (!INFO_KEPT.contains(element.id())) {
        blank(element);
      }
    }

    private void trackEntry(MatroskaElement element) throws IOException {
      if (element.id() == TRACK) {
        children(element, this::track);
      } else {
        blank(element);
      }
    }

    private void track(MatroskaElement element) throws IOException {
      if (element.id() == TRACK_TYPE) {
        long type = number(element);
        hasFilm |= type == TYPE_VIDEO;
        hasSound |= type == TYPE_SOUND;
        if (type == TYPE_METADATA) {
          throw new UncleanableMediaException("Matroska: a track of metadata");
        }
      } else if (element.id() == VIDEO) {
        children(element, this::video);
      } else if (TRACK_DROPPED.contains(element.id())) {
        blank(element);
      }
    }

    private void video(MatroskaElement element) throws IOException {
      if (element.id() == WIDTH) {
        width = (int) number(element);
      } else if (element.id() == HEIGHT) {
        height = (int) number(element);
      }
    }

    private long number(MatroskaElement element) throws IOException {
      require(element.length() <= 4, "a large number");
      in.seek(element.content());
      long number = 0;
      for (int i = 0; i < element.length(); i++) {
        number = (number << 8) | in.u8();
      }
      return number & Integer.MAX_VALUE;
    }

    private void children(MatroskaElement parent, ElementConsumer consumer) throws IOException {
      in.seek(parent.content());
      while (in.position() < parent.end()) {
        MatroskaElement element = next(parent.end());
        require(element.hasSize(), "an element of unknown size");
        consumer.accept(element);
        in.seek(element.end());
      }
    }

    private void blank(MatroskaElement element) throws IOException {
      byte[] header = element.voidHeader();
      patches.replace(element.start(), header);
      long done = element.start() + header.length;
      patches.erase(done, element.end() - done);
    }

    private MatroskaElement next(long limit) throws IOException {
      require(++elements <= MOST_ELEMENTS, "too many elements");
      return MatroskaElement.read(in, limit);
    }
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("Matroska: " + found);
    }
  }
}
