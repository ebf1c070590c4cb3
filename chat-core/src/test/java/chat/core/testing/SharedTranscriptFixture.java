package chat.core.testing;

import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A log without an entry that two servers share. */
abstract class SharedTranscriptFixture extends TranscriptFixture {
  Transcripts otherTranscripts;
  Transcript other;

  /** Opens the logs that {@link #open} has opened for the second server. */
  protected abstract Transcripts openOther(InstantSource clock) throws Exception;

  @BeforeEach
  void openOtherTranscript() throws Exception {
    otherTranscripts = openOther(now::get);
    other = otherTranscripts.open(RoomName.LOBBY);
  }

  @AfterEach
  void closeOther() {
    otherTranscripts.close();
  }
}
