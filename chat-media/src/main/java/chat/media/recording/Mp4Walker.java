package chat.media.recording;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.Patches;
import java.io.IOException;
import java.util.Set;

/** Walks over the boxes of an MP4, and collects what is erased: what is not known to be needed. */
final class Mp4Walker {
  /** 500,000 boxes, because a walk over more takes seconds. */
  private static final int MOST_BOXES = 500_000;

  private static final int NAME_AT = 4;
  private static final int TIMES_AT = 4;

  private final ByteSource in;
  private final Patches patches = new Patches();
  private int boxes;

  Mp4Walker(ByteSource in) {
    this.in = in;
  }

  /** Receives a box; the position of the source is anywhere afterwards. */
  interface BoxConsumer {
    void accept(Mp4Box box) throws IOException;
  }

  ByteSource source() {
    return in;
  }

  Patches patches() {
    return patches;
  }

  /** Reads the box at the position, which ends before {@code limit}. */
  Mp4Box next(long limit) throws IOException {
    if (++boxes > MOST_BOXES) {
      throw new MalformedMediaException("MP4: too many boxes");
    }
    return Mp4Box.read(in, limit);
  }

  /** Passes on the boxes within a box that are kept, and blanks the others. */
  void children(Mp4Box parent, Set<String> kept, BoxConsumer consumer) throws IOException {
    in.seek(parent.content());
    while (parent.end() - in.position() >= Mp4Box.HEADER_BYTES) {
      Mp4Box box = next(parent.end());
      if (kept.contains(box.name())) {
        consumer.accept(box);
      } else {
        blank(box);
      }
      in.seek(box.end());
    }
    patches.erase(in.position(), parent.end() - in.position());
  }

  /** Makes a box free space of the same length, so that the positions of all samples stay. */
  void blank(Mp4Box box) throws IOException {
    patches.replace(box.start() + NAME_AT, "free".getBytes(ISO_8859_1));
    patches.erase(box.content(), box.length());
  }

  /** Erases the times of creation and modification in the header of a film, track or media. */
  void eraseTimes(Mp4Box box) throws IOException {
    in.seek(box.content());
    int bytes = in.u8() == 1 ? 16 : 8;
    box.requireLength(TIMES_AT + bytes);
    patches.erase(box.content() + TIMES_AT, bytes);
  }
}
