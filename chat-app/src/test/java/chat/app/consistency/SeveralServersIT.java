package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.cluster.ServerGroup;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three servers of one database are one room: nothing is lost, duplicated or reordered while
 * servers and the database are killed, cut off and restarted, and each connection and each request
 * goes to another server.
 *
 * <p>{@code -Dchat.check.seed}, {@code .members}, {@code .pause} and {@code .troubles} choose the
 * run as in {@link NothingLostIT}, {@code .cluster.kills} the number of kills and cuts.
 */
@Tag("postgres")
@Timeout(400)
class SeveralServersIT {
  private static final int SERVERS = 3;
  private static final long SEED = Long.getLong("chat.check.seed", new Random().nextInt(1 << 30));
  private static final int MEMBERS = Integer.getInteger("chat.check.members", 12);
  private static final int KILLS = Integer.getInteger("chat.check.cluster.kills", 3);
  private static final long PAUSE_MILLIS = Long.getLong("chat.check.pause", 100);
  private static final int FAULTS_PER_THOUSAND = Integer.getInteger("chat.check.troubles", 20);
  private static final int LONG_MESSAGES_PERCENT = 2;
  private static final long STALL_MILLIS = 800;
  private static final long CUT_MILLIS = 10_000;
  private static final Duration MAX_ACK = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Random random = new Random(SEED);
  private final ChaosRun.Plan plan =
      new ChaosRun.Plan(
          SEED,
          MEMBERS,
          PAUSE_MILLIS,
          FAULTS_PER_THOUSAND,
          LONG_MESSAGES_PERCENT,
          STALL_MILLIS,
          TIMEOUT);
  private final ChaosRun.Plan withoutFaults =
      new ChaosRun.Plan(SEED, MEMBERS, 3 * PAUSE_MILLIS, 0, LONG_MESSAGES_PERCENT, 0, TIMEOUT);

  private static ServerGroup startServers() throws Exception {
    return new ServerGroup(SERVERS);
  }

  @Test
  void nothingIsLostWhereServersAndTheDatabaseAreKilledAndCutOff() throws Exception {
    try (ServerGroup group = startServers();
        ChaosRun run = new ChaosRun(plan, group.balancer()::port)) {
      run.start();
      for (int kills = 0; kills < KILLS; kills++) {
        run.pause(100 + random.nextInt(1_500));
        injectFault(group, run, kills);
        assertThat(run.awaitAcknowledged(1)).as("the room goes on").isTrue();
      }
      run.finish();
      assertConsistent(group, run, "killed and cut off");
    }
  }

  /** Each kind of fault in turn, to a server that chance chooses. */
  private void injectFault(ServerGroup group, ChaosRun run, int number) throws Exception {
    ServerGroup.Server server = group.server(random.nextInt(SERVERS));
    switch (number % 3) {
      case 0 -> {
        server.process().process().kill();
        run.pause(random.nextInt(1_000));
        server.process().restart();
        run.counters().add("servers killed");
      }
      case 1 -> {
        group.database().kill();
        run.pause(random.nextInt(2_000));
        group.database().start();
        run.counters().add("databases killed");
      }
      default -> {
        server.link().cut();
        run.pause(random.nextLong(CUT_MILLIS));
        server.link().restore();
        run.counters().add("servers cut off");
      }
    }
  }

  @Test
  void othersAreAnsweredWithinASecondWhileOneServerIsCutOff() throws Exception {
    Queue<Ack> acks = new ConcurrentLinkedQueue<>();
    try (ServerGroup group = startServers();
        ChaosRun run =
            new ChaosRun(
                withoutFaults,
                group.balancer()::port,
                (client, sent, nanos) ->
                    acks.add(new Ack(group.balancer().serverOf(client), sent, nanos)))) {
      run.start();
      assertThat(run.awaitAcknowledged(MEMBERS)).isTrue();
      long cutAt = System.nanoTime();
      group.server(0).link().cut();
      run.pause(CUT_MILLIS);
      long restoredAt = System.nanoTime();
      group.server(0).link().restore();
      run.finish();
      assertConsistent(group, run, "cut off");
      acks.removeIf(ack -> ack.server == 0 || ack.sentNanos > restoredAt);
      List<Ack> before = acks.stream().filter(ack -> ack.sentNanos < cutAt).toList();
      List<Ack> others = acks.stream().filter(ack -> ack.sentNanos > cutAt).toList();
      System.out.println(
          "longest of the others: %s, before: %s".formatted(longest(others), longest(before)));
      assertThat(others).hasSizeGreaterThan(MEMBERS);
      assertThat(longest(others)).isLessThan(MAX_ACK);
    }
  }

  private record Ack(int server, long sentNanos, long nanos) {}

  private static Duration longest(List<Ack> acks) {
    return Duration.ofNanos(acks.stream().mapToLong(Ack::nanos).max().orElse(0));
  }

  @Tag("long")
  @Test
  void nobodyIsSaidToHaveLeftWhereTheServersAreRestartedOneAfterTheOther() throws Exception {
    try (ServerGroup group = startServers();
        ChaosRun run = new ChaosRun(withoutFaults, group.balancer()::port)) {
      run.start();
      for (ServerGroup.Server server : group.servers()) {
        assertThat(run.awaitAcknowledged(MEMBERS)).isTrue();
        assertThat(server.process().stopAndRestart()).isZero();
        run.awaitMostConnected();
      }
      run.finish();
      assertConsistent(group, run, "restarted one after the other");
      assertThat(run.counters().count("said to have left")).isZero();
      assertThat(run.counters().count("ended by the server with 1012")).isPositive();
      assertThat(run.counters().count("ended by the server with 0"))
          .as("cut without 1012")
          .isZero();
    }
  }

  private static void assertConsistent(ServerGroup group, ChaosRun run, String how)
      throws Exception {
    // Any of them may be asked for the whole room.
    for (ServerGroup.Server server : group.servers()) {
      server.awaitHealth(200);
    }
    List<Violation> violations = run.check();
    System.out.println(how + ", seed " + SEED + ": " + run.counters());
    assertThat(violations).as("violations of seed " + SEED).isEmpty();
    assertThat(run.counters().count("acknowledged")).isPositive();
  }
}
