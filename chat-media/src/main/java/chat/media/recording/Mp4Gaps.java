package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import chat.media.bytes.Patches;
import chat.media.recording.Mp4Samples.Chunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The bytes of the media data that belong to no chunk of a track that is played. */
final class Mp4Gaps {
  /** 100 boxes, because each is compared with all chunks; a film has one or two. */
  private static final int MOST_DATA = 100;

  private final List<Chunk> chunks = new ArrayList<>();
  private final NavigableSet<Long> starts = new TreeSet<>();

  Mp4Gaps(ByteSource in, List<Mp4Track> played, List<Mp4Track> removed) throws IOException {
    for (Mp4Track track : played) {
      chunks.addAll(track.samples().read(in));
      require(chunks.size() <= Mp4Samples.MOST_CHUNKS, "too many chunks");
    }
    chunks.sort(Comparator.comparingLong(Chunk::start));
    chunks.forEach(chunk -> starts.add(chunk.start()));
    for (Mp4Track track : removed) {
      track.samples().read(in).forEach(chunk -> starts.add(chunk.start()));
      require(starts.size() <= 2 * Mp4Samples.MOST_CHUNKS, "too many chunks");
    }
  }

  /** Erases them. */
  void erase(List<Mp4Box> data, Patches patches) throws IOException {
    require(data.size() <= MOST_DATA, "too many boxes of data");
    for (Mp4Box box : data) {
      erase(box, patches);
    }
  }

  private void erase(Mp4Box data, Patches patches) throws IOException {
    long done = data.content();
    for (Chunk chunk : chunks) {
      long start = Math.clamp(chunk.start(), done, data.end());
      patches.erase(done, start - done);
      done = Math.clamp(end(chunk), start, data.end());
    }
    patches.erase(done, data.end() - done);
  }

  /** A chunk of unknown length ends where another one begins. */
  private long end(Chunk chunk) {
    if (chunk.length() != Chunk.UNKNOWN) {
      return chunk.start() + chunk.length();
    }
    Long next = starts.higher(chunk.start());
    return next == null ? Long.MAX_VALUE : next;
  }

  private static void require(boolean condition, String found) throws MalformedMediaException {
    if (!condition) {
      throw new MalformedMediaException("MP4: " + found);
    }
  }
}
