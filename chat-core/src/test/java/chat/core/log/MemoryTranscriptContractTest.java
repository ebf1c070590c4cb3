package chat.core.log;

import chat.core.testing.TranscriptContract;
import java.time.InstantSource;

/** The log in memory keeps the contract, as far as it remembers. */
class MemoryTranscriptContractTest extends TranscriptContract {
  @Override
  protected Transcripts open(InstantSource clock) {
    return new MemoryTranscripts(clock);
  }
}
