package chat.core.log;

import java.nio.file.Path;

/** Opens durable logs. Found by {@link java.util.ServiceLoader}: no module requires it. */
public interface TranscriptProvider {
  /**
   * Opens the logs in a directory.
   *
   * @throws OpenException with a sentence for the owner
   */
  Transcripts open(Path directory, java.time.InstantSource clock);

  /** The logs in a directory cannot be opened; the message says what to do about it. */
  final class OpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OpenException(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
