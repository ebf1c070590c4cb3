package chat.media.recording;

import chat.media.bytes.ByteSource;
import chat.media.bytes.MalformedMediaException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Copies an Ogg page by page, and overwrites the comments of its streams. */
final class OggCleaner implements RecordingCleaner {
  /** 1,000 streams, because their states are in memory; a film has two or three. */
  private static final int MOST_STREAMS = 1000;

  @Override
  public Recording clean(ByteSource recording, OutputStream cleaned) throws IOException {
    Map<Integer, OggStream> streams = new HashMap<>();
    while (hasPage(recording)) {
      OggPage page = OggPage.read(recording);
      stream(streams, page).clean(page);
      page.write(cleaned);
    }
    return describe(streams.values());
  }

  /** False behind the last page. */
  private static boolean hasPage(ByteSource in) throws IOException {
    if (in.remaining() < OggPage.SIGNATURE.length()) {
      return false;
    }
    long position = in.position();
    boolean has = in.name().equals(OggPage.SIGNATURE);
    in.seek(position);
    return has;
  }

  /** A first page with the serial of an earlier stream begins a new one. */
  private static OggStream stream(Map<Integer, OggStream> streams, OggPage page)
      throws IOException {
    OggStream stream = streams.get(page.serial());
    if (stream == null || page.isFirst()) {
      if (streams.size() >= MOST_STREAMS) {
        throw new MalformedMediaException("Ogg: too many streams");
      }
      stream = new OggStream(page);
      streams.put(page.serial(), stream);
    }
    return stream;
  }

  private static Recording describe(Collection<OggStream> streams) throws IOException {
    for (OggStream stream : streams) {
      if (stream.isFilm()) {
        return new Recording("video/ogg", stream.width(), stream.height());
      }
    }
    if (streams.stream().noneMatch(OggStream::isSound)) {
      throw new MalformedMediaException("Ogg: neither sound nor film");
    }
    return Recording.sound("audio/ogg");
  }
}
