package chat.core.log;

import java.nio.file.Path;

/** Opens durable logs; found by {@link java.util.ServiceLoader}, so that nobody requires it. */
public interface TranscriptProvider {
  /**
   * Opens the logs kept in a folder.
   *
   * @throws OpenException with a sentence for the owner
   */
  Transcripts open(Path directory, java.time.InstantSource clock);

  /** Why the logs in a folder cannot be opened, and what to do about it. */
  final class OpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OpenException(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
