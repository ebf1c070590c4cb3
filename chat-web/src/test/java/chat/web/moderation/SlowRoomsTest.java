package chat.web.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.SpeechRules;
import chat.core.name.RoomName;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow mode applies until the owner ends it, also after a restart. */
class SlowRoomsTest {
  private static final RoomName STUDY = new RoomName("书房");
  private static final Duration PAUSE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private static SlowRooms rooms(Optional<Path> file, SpeechRules order) {
    var files =
        new ServerSecrets(
            List.of(),
            "",
            Optional.empty(),
            file,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new SlowRooms(new RulingFiles(files, InstantSource.system()), order);
  }

  private SlowRooms rooms(SpeechRules order) {
    return rooms(Optional.of(folder.resolve("slow-rooms")), order);
  }

  private static SpeechRules order() {
    return new SpeechRules(() -> Instant.EPOCH);
  }

  @Test
  void slowModeAppliesAfterARestart() {
    SpeechRules before = order();
    rooms(before).setPause(STUDY, PAUSE);
    assertThat(before.slowModeInterval(STUDY)).isEqualTo(PAUSE);

    SpeechRules after = order();
    SlowRooms kept = rooms(after);
    assertThat(after.slowModeInterval(STUDY)).isEqualTo(PAUSE);
    assertThat(after.slowModeInterval(RoomName.LOBBY)).isZero();

    kept.setPause(STUDY, Duration.ZERO);
    assertThat(after.slowModeInterval(STUDY)).isZero();
    SpeechRules later = order();
    rooms(later);
    assertThat(later.slowModeInterval(STUDY)).isZero();
  }

  @Test
  void numberOfSlowRoomsIsLimited() {
    SpeechRules order = order();
    SlowRooms slow = rooms(Optional.empty(), order);
    for (int i = 0; i < SlowRooms.MAX; i++) {
      slow.setPause(new RoomName("r" + i), PAUSE);
    }
    assertThatThrownBy(() -> slow.setPause(STUDY, PAUSE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(order.slowModeInterval(STUDY)).isZero();
    slow.setPause(new RoomName("r1"), PAUSE.plusSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lobby", "lobby soon", "a/b PT5S"})
  void unreadableFileFailsTheStart(String line) throws IOException {
    Files.writeString(folder.resolve("slow-rooms"), line + "\n");
    SpeechRules order = order();
    assertThatThrownBy(() -> rooms(order))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("slow-rooms");
  }
}
