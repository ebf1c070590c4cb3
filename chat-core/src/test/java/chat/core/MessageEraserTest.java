package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Message;
import chat.core.log.Receipt;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Old messages are erased by the time of their room. */
class MessageEraserTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final RoomName GARDEN = new RoomName("garden");
  private static final RoomName ARCHIVE = new RoomName("archive");
  private static final MessageEraser.Settings SETTINGS =
      new MessageEraser.Settings(Duration.ofDays(1), 2, Duration.ZERO);

  private final ManualClock clock = new ManualClock();
  private final MemoryTranscripts logs = new MemoryTranscripts(clock);
  private final List<RoomName> erased = new ArrayList<>();

  private MessageEraser eraser(Retention retention) {
    return new MessageEraser(logs, retention, clock, SETTINGS, erased::add);
  }

  private void say(RoomName room, int count) {
    for (int i = 0; i < count; i++) {
      logs.open(room).append(new Draft.Say(ANN, "", "a word", 0), Receipt.NONE);
    }
  }

  private long kept(RoomName room) {
    return logs.open(room).before(Long.MAX_VALUE, new ReadLimit(100, 10_000)).messages().stream()
        .filter(message -> !message.deleted())
        .map(Message::text)
        .count();
  }

  @Test
  void messagesAreErasedAfterTheTimeOfTheirRoom() {
    var retention =
        new Retention(
            Optional.of(Duration.ofDays(90)),
            Map.of(GARDEN, Optional.of(Duration.ofDays(7)), ARCHIVE, Optional.empty()));
    for (RoomName room : List.of(RoomName.LOBBY, GARDEN, ARCHIVE)) {
      say(room, 5);
    }
    clock.pass(Duration.ofDays(8));
    say(GARDEN, 1);
    eraser(retention).eraseAll();
    assertThat(List.of(kept(RoomName.LOBBY), kept(GARDEN), kept(ARCHIVE)))
        .containsExactly(5L, 1L, 5L);
    assertThat(erased).containsExactly(GARDEN);

    clock.pass(Duration.ofDays(90));
    eraser(retention).eraseAll();
    assertThat(List.of(kept(RoomName.LOBBY), kept(GARDEN), kept(ARCHIVE)))
        .containsExactly(0L, 0L, 5L);
  }

  @Test
  void theThreadErasesAtTheStartAndEnds() throws InterruptedException {
    say(GARDEN, 5);
    clock.pass(Duration.ofDays(2));
    var done = new CountDownLatch(1);
    var retention = new Retention(Optional.of(Duration.ofDays(1)), Map.of());
    try (var eraser =
        new MessageEraser(logs, retention, clock, SETTINGS, room -> done.countDown())) {
      eraser.start();
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(kept(GARDEN)).isZero();
  }
}
