package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import org.junit.jupiter.api.Test;

/** Of the rooms in memory a limited number is kept. */
class MemoryTranscriptsTest {
  private static final Member ANN = new Member("a", "Ann");

  private final MemoryTranscripts transcripts = new MemoryTranscripts(new ManualClock());

  private static RoomName room(int number) {
    return new RoomName("room-" + number);
  }

  private Transcript open(int number, String text) {
    Transcript log = transcripts.open(room(number));
    log.append(new Draft.Say(ANN, "", text, 0), Receipt.NONE);
    return log;
  }

  @Test
  void closedRoomThatWasOpenedTheLongestAgoIsForgotten() {
    Transcript stillOpen = open(0, "hi");
    for (int i = 1; i <= MemoryTranscripts.MAX_CLOSED + 1; i++) {
      open(i, "hi").close();
    }
    transcripts.open(room(2)).close();
    Transcript last = open(MemoryTranscripts.MAX_CLOSED + 2, "hi");

    assertThat(transcripts.find(room(0))).containsSame(stillOpen);
    assertThat(transcripts.find(room(1))).isEmpty();
    assertThat(transcripts.find(room(2))).isPresent();
    assertThat(transcripts.find(room(MemoryTranscripts.MAX_CLOSED + 2))).containsSame(last);
  }

  @Test
  void closedRoomsWithLongTextsAreForgottenSooner() {
    String text = "x".repeat(MemoryTranscripts.MAX_CLOSED_CHARS / 4);
    for (int i = 0; i < 5; i++) {
      open(i, text).close();
    }
    transcripts.open(room(9));

    assertThat(transcripts.find(room(0))).isEmpty();
    assertThat(transcripts.find(room(1))).isPresent();
  }
}
