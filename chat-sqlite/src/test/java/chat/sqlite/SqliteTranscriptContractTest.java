package chat.sqlite;

import chat.core.log.Transcripts;
import chat.core.testing.TranscriptContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

/** The log in a file fulfils the contract of transcripts. */
class SqliteTranscriptContractTest extends TranscriptContract {
  @TempDir Path directory;

  @Override
  protected Transcripts open(InstantSource clock) {
    return new SqliteProvider().open(directory, clock);
  }
}
