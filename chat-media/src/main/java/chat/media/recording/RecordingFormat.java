package chat.media.recording;

import chat.media.bytes.ByteSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The containers of sound and films whose metadata can be removed, by Tika's media types. */
public final class RecordingFormat {
  private static final RecordingCleaner MP4 = new Mp4Cleaner();
  private static final RecordingCleaner OGG = new OggCleaner();

  private static final Map<String, RecordingCleaner> CLEANERS =
      Map.ofEntries(
          Map.entry("video/quicktime", MP4),
          Map.entry("video/mp4", MP4),
          Map.entry("audio/mp4", MP4),
          Map.entry("application/mp4", MP4),
          Map.entry("video/x-m4v", MP4),
          Map.entry("video/3gpp", MP4),
          Map.entry("video/3gpp2", MP4),
          Map.entry("application/x-matroska", new MatroskaCleaner()),
          Map.entry("application/ogg", OGG),
          Map.entry("audio/ogg", OGG),
          Map.entry("audio/vorbis", OGG),
          Map.entry("audio/opus", OGG),
          Map.entry("audio/speex", OGG),
          Map.entry("video/ogg", OGG),
          Map.entry("video/theora", OGG),
          Map.entry("audio/mpeg", new Mp3Cleaner()),
          Map.entry("audio/x-flac", new FlacCleaner()),
          Map.entry("audio/vnd.wave", new WavCleaner()));

  private final RecordingCleaner cleaner;

  private RecordingFormat(RecordingCleaner cleaner) {
    this.cleaner = cleaner;
  }

  /** The format of a media type; empty for all others. */
  public static Optional<RecordingFormat> of(String type) {
    return Optional.ofNullable(CLEANERS.get(type)).map(RecordingFormat::new);
  }

  /** Copies a recording without its metadata. */
  public Recording clean(Path recording, Path cleaned) throws IOException {
    try (ByteSource in = ByteSource.open(recording);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(cleaned))) {
      return cleaner.clean(in, out);
    }
  }
}
