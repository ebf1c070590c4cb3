package chat.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.PlantedChat;
import chat.app.RunningChat;
import chat.app.check.Complaint.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A checker that never complains would prove nothing: it must find the faults that are planted. */
@Timeout(120)
class PlantedFaultsIT {
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final long A_WHILE_MILLIS = 3_000;

  // With a fault nobody may ever catch up.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Storm.Plan calm = new Storm.Plan(SEED, 6, 30, 0, 0, 0, PATIENCE);
  private final Storm.Plan rough = new Storm.Plan(SEED, 6, 30, 60, 0, 200, PATIENCE);

  @TempDir private Path data;

  private static RunningChat start(Plant plant, int port, String data) throws IOException {
    return PlantedChat.start(
        plant,
        "--port",
        Integer.toString(port),
        "--data",
        data,
        "--message-rate",
        "off",
        "--connections-per-address",
        "off");
  }

  @Test
  void findsThatSomethingIsAcknowledgedBeforeItIsKept() throws Exception {
    Plant plant = Plant.ACKNOWLEDGES_BEFORE_THE_COMMIT;
    try (House house = House.of(port -> start(plant, port, data.toString()));
        Storm storm = new Storm(calm, house::port)) {
      storm.begin();
      storm.pause(A_WHILE_MILLIS);
      house.kill();
      storm.awaitMost();
      storm.settle();
      assertThat(kinds(storm)).contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SEEN_BUT_MISSING);
    }
  }

  @Test
  void findsThatAConnectionGoesLiveBeforeItsReplay() throws Exception {
    assertThat(kindsInMemory(Plant.GOES_LIVE_BEFORE_THE_REPLAY)).contains(Kind.TWICE);
  }

  @Test
  void findsThatAConnectionGoesLiveAfterItsReplay() throws Exception {
    assertThat(kindsInMemory(Plant.REPLAYS_BEFORE_IT_GOES_LIVE)).contains(Kind.HOLE);
  }

  private List<Kind> kindsInMemory(Plant plant) throws Exception {
    try (House house = House.of(port -> start(plant, port, "none"));
        Storm storm = new Storm(rough, house::port)) {
      storm.begin();
      storm.pause(A_WHILE_MILLIS);
      storm.settle();
      return kinds(storm);
    }
  }

  private static List<Kind> kinds(Storm storm) throws Exception {
    List<Kind> kinds = storm.judge().stream().map(Complaint::kind).distinct().toList();
    System.out.println("found " + kinds + ", seed " + SEED + ": " + storm.tally());
    return kinds;
  }
}
