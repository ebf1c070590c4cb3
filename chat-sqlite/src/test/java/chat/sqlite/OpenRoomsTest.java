package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Transcript;
import chat.core.name.RoomName;
import chat.sqlite.testing.TestLog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rooms that were opened take memory only while they are in use. */
class OpenRoomsTest {
  @TempDir Path directory;

  @Test
  @Timeout(60)
  void roomsThatAreNotInUseAreRemoved() {
    try (TestLog log = TestLog.open(directory)) {
      var transcripts = (SqliteTranscripts) log.transcripts();
      for (int i = 0; i < 1_000; i++) {
        Transcript unused = transcripts.open(new RoomName("room-" + i));
        assertThat(unused.epoch()).isEqualTo(log.epoch());
      }
      assertThat(transcripts.size()).isGreaterThan(1);
      while (transcripts.size() > 2) {
        System.gc();
        assertThat(transcripts.open(RoomName.LOBBY)).isSameAs(log.lobby());
      }
    }
  }
}
