package chat.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing lost, nothing twice: many members talk while their connections are cut, stalled and
 * opened again, and while the server is killed, stopped and started again. Afterwards everybody
 * must have the same, all of it, once.
 *
 * <p>{@code -Dchat.check.seed}, {@code .members}, {@code .kills}, {@code .seconds}, {@code .pause}
 * (in milliseconds, between two things that a member says) and {@code .troubles} (out of a thousand
 * such pauses) choose the run.
 */
@Timeout(240)
class NothingLostIT {
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final int MEMBERS = Integer.getInteger("chat.check.members", 16);
  private static final int KILLS = Integer.getInteger("chat.check.kills", 20);
  private static final int STOPS = 4;
  private static final int SECONDS = Integer.getInteger("chat.check.seconds", 10);
  private static final long PAUSE_MILLIS = Long.getLong("chat.check.pause", 60);
  private static final int TROUBLES = Integer.getInteger("chat.check.troubles", 20);
  private static final int LONGS = 2;
  private static final long STALL_MILLIS = 800;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Random random = new Random(SEED);
  private final Storm.Plan plan =
      new Storm.Plan(SEED, MEMBERS, PAUSE_MILLIS, TROUBLES, LONGS, STALL_MILLIS, PATIENCE);

  @TempDir private Path data;

  @Test
  void nothingIsLostWhereConnectionsAreCutAndTheServerIsKilled() throws Exception {
    try (House house = House.ofModules(data.toString());
        Storm storm = new Storm(plan, house::port)) {
      storm.begin();
      for (int kills = 0; kills < KILLS; kills++) {
        // Sometimes in the middle of everybody's return, sometimes when they talk again.
        storm.pause(100 + random.nextInt(2_000));
        house.kill();
        storm.tally().add("killed");
      }
      storm.settle();
      house.kill();
      storm.tally().add("killed");
      assertNothingIsWrong(storm, house, "killed");
    }
  }

  @Test
  void nothingIsLostWhereTheServerIsStopped() throws Exception {
    try (House house = House.ofModules(data.toString());
        Storm storm = new Storm(plan, house::port)) {
      storm.begin();
      for (int stops = 0; stops < STOPS; stops++) {
        storm.awaitMost();
        storm.pause(random.nextInt(2_000));
        assertThat(house.stop()).isZero();
        storm.tally().add("stopped");
      }
      storm.settle();
      assertNothingIsWrong(storm, house, "stopped");
      assertThat(storm.tally().of("ended by the server with 1012")).isPositive();
      assertThat(storm.tally().of("ended by the server with 0")).as("cut without 1012").isZero();
    }
  }

  @Test
  void nothingIsLostInMemoryWhereConnectionsAreCut() throws Exception {
    var wild =
        new Storm.Plan(SEED, MEMBERS, PAUSE_MILLIS, 2 * TROUBLES, LONGS, STALL_MILLIS, PATIENCE);
    try (House house = House.ofModules("none");
        Storm storm = new Storm(wild, house::port)) {
      storm.begin();
      storm.pause(SECONDS * 1000L);
      storm.settle();
      assertNothingIsWrong(storm, house, "cut");
      assertThat(storm.tally().of("ended by the server with 0")).as("cut for nothing").isZero();
    }
  }

  @Test
  void nothingIsLostWhereReadersAreCutBecauseTheyAreTooSlow() throws Exception {
    // Only long messages, so that a stall of some seconds leaves somebody a MiB behind.
    var slow = new Storm.Plan(SEED, 8, 20, 0, 100, 0, PATIENCE);
    try (House house = House.ofModules(data.toString());
        Storm storm = new Storm(slow, house::port)) {
      storm.begin();
      storm.stallHalf(SECONDS * 1000L);
      storm.pause(SECONDS * 1000L);
      storm.settle();
      assertNothingIsWrong(storm, house, "slow");
      assertThat(storm.tally().of("ended by the server with 0")).as("cut").isPositive();
    }
  }

  private static void assertNothingIsWrong(Storm storm, House house, String how) throws Exception {
    List<Complaint> complaints = storm.judge();
    System.out.println(how + ", seed " + SEED + ": " + storm.tally());
    assertThat(complaints).as("complaints of seed " + SEED).isEmpty();
    assertThat(house.errors()).as("what the server told its operator").isBlank();
    assertThat(storm.tally().of("acknowledged")).isPositive();
  }
}
