package chat.core.contract;

import chat.core.MemoryTranscripts;
import chat.core.Transcripts;
import java.time.InstantSource;

/** The log in memory keeps the contract, as far as it remembers. */
class MemoryTranscriptContractTest extends TranscriptContract {
  @Override
  protected Transcripts open(InstantSource clock) {
    return new MemoryTranscripts(clock);
  }
}
