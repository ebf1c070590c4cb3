package chat.web.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.SpeechRules;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pins are off in a room until the owner turns them on, at all servers and after a restart. */
class RoomsWithoutPinsTest {
  private static final RoomName STUDY = new RoomName("书房");

  @TempDir Path folder;
  private final SpeechRules rules = new SpeechRules(() -> Instant.EPOCH);

  private RulingStore store() {
    var none = Optional.<Path>empty();
    var file = Optional.of(folder.resolve("rooms-without-pins"));
    var files = new ServerSecrets(List.of(), "", none, none, file, none, none);
    return new RulingFiles(files, InstantSource.system());
  }

  @Test
  void pinsAreOffAfterARestartUntilTheyAreTurnedOn() {
    new RoomsWithoutPins(store(), new SpeechRules(() -> Instant.EPOCH)).add(STUDY);

    var kept = new RoomsWithoutPins(store(), rules);
    assertThat(rules.allowsPins(STUDY)).isFalse();
    assertThat(rules.allowsPins(RoomName.LOBBY)).isTrue();

    kept.remove(STUDY);
    assertThat(rules.allowsPins(STUDY)).isTrue();
    assertThat(store().read()).isEmpty();
  }

  @Test
  void changeOfAnotherServerAppliesWhenTheRulingsAreReadAgain() {
    RulingStore shared = store();
    var here = new RoomsWithoutPins(shared, rules);
    var there = new RoomsWithoutPins(shared, new SpeechRules(() -> Instant.EPOCH));

    there.add(STUDY);
    assertThat(rules.allowsPins(STUDY)).isTrue();
    here.reload();
    assertThat(rules.allowsPins(STUDY)).isFalse();

    there.remove(STUDY);
    here.reload();
    assertThat(rules.allowsPins(STUDY)).isTrue();
  }

  @Test
  void numberOfRoomsIsLimited() {
    var none = Optional.<Path>empty();
    var files = new ServerSecrets(List.of(), "", none, none, none, none, none);
    var rooms = new RoomsWithoutPins(new RulingFiles(files, InstantSource.system()), rules);
    for (int i = 0; i < RoomsWithoutPins.MAX; i++) {
      rooms.add(new RoomName("r" + i));
    }

    assertThatThrownBy(() -> rooms.add(STUDY)).isInstanceOf(InvalidActionException.class);
    assertThat(rules.allowsPins(STUDY)).isTrue();
    rooms.add(new RoomName("r1"));
  }

  @Test
  void unreadableFileFailsTheStart() throws IOException {
    Files.writeString(folder.resolve("rooms-without-pins"), "a/b\n");
    assertThatThrownBy(this::store)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("rooms-without-pins");
  }
}
