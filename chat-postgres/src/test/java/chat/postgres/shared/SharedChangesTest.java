package chat.postgres.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.cluster.RemovalCommand;
import chat.core.cluster.Ruling;
import chat.core.cluster.SharedStores;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rulings and commands of one server reach the others, also after a failure, and once. */
@Tag("server")
@Timeout(60)
class SharedChangesTest {
  private static final RemovalCommand KICK = new RemovalCommand.Kick("m1");

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final List<Transcripts> opened = new ArrayList<>();
  private Location location;

  @BeforeEach
  void createDatabase() throws SQLException {
    location = SERVER.cleared();
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Transcripts::close);
  }

  /** Records what it is notified of. */
  private static final class RecordingListener implements SharedStores.Listener {
    private final BlockingQueue<RemovalCommand> commands = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> rulings = new LinkedBlockingQueue<>();

    @Override
    public void rulingsChanged() {
      rulings.add("changed");
    }

    @Override
    public void command(RemovalCommand command) {
      commands.add(command);
    }

    RemovalCommand nextCommand() throws InterruptedException {
      return commands.poll(20, TimeUnit.SECONDS);
    }

    void awaitRulings() throws InterruptedException {
      assertThat(rulings.poll(20, TimeUnit.SECONDS)).isNotNull();
    }
  }

  private SharedStores open(Location at, SharedStores.Listener listener) {
    Transcripts transcripts = new PostgresProvider().open(at, InstantSource.system());
    opened.add(transcripts);
    SharedStores stores = transcripts.stores().orElseThrow();
    stores.start(listener);
    return stores;
  }

  @Test
  void commandsOfAllKindsArriveInTheirOrderAtTheOtherServersAlone() throws Exception {
    var here = new RecordingListener();
    var there = new RecordingListener();
    SharedStores ann = open(location, here);
    SharedStores ben = open(location, there);
    List<RemovalCommand> all =
        List.of(
            KICK,
            new RemovalCommand.BanAddress("198.51.100.0/24"),
            new RemovalCommand.BanAddressesOf("m1", Duration.ofHours(1)),
            new RemovalCommand.CloseRoom(new RoomName("书房")),
            new RemovalCommand.SignOut("m2"),
            new RemovalCommand.Rename(new Member("m3", "Anna")));

    all.forEach(ann::send);
    for (RemovalCommand command : all) {
      assertThat(there.nextCommand()).isEqualTo(command);
    }
    ben.send(KICK);
    assertThat(here.nextCommand()).isEqualTo(KICK);

    assertThat(there.commands).isEmpty();
    assertThat(here.commands).isEmpty();
  }

  @Test
  void serverThatStartsDoesNotCarryOutOldCommands() throws Exception {
    SharedStores ann = open(location, new RecordingListener());
    ann.send(KICK);
    var there = new RecordingListener();
    open(location, there);
    var later = new RemovalCommand.SignOut("m2");
    ann.send(later);
    assertThat(there.nextCommand()).isEqualTo(later);
  }

  @Test
  void commandsAndRulingsOfACutArriveAfterIt() throws Exception {
    SharedStores ann = open(location, new RecordingListener());
    var there = new RecordingListener();
    try (var proxy = new FaultyProxy(location)) {
      SharedStores ben = open(proxy.location(), there);
      ann.send(KICK);
      assertThat(there.nextCommand()).isEqualTo(KICK);

      proxy.loseNotices(true);
      disconnectAll();
      var missed = new RemovalCommand.SignOut("m2");
      ann.send(missed);
      ann.rulings().put(new Ruling("mute", "m2", Instant.MAX, Duration.ZERO));

      assertThat(there.nextCommand()).isEqualTo(missed);
      there.awaitRulings();
      assertThat(ben.rulings().read()).extracting(Ruling::target).containsExactly("m2");
    }
  }

  private void disconnectAll() throws SQLException {
    PostgresServer.execute(
        location,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  @Test
  void rulingsAreKeptChangedAndRemovedOneByOne() {
    SharedStores ann = open(location, new RecordingListener());
    SharedStores ben = open(location, new RecordingListener());
    Instant hour = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
    ann.rulings().put(new Ruling("member", "m1", hour, Duration.ZERO));
    ann.rulings().put(new Ruling("slow", "study", Instant.MAX, Duration.ofSeconds(30)));
    ben.rulings().put(new Ruling("address", "198.51.100.7", hour, Duration.ZERO));
    ben.rulings().put(new Ruling("member", "m1", hour.plusSeconds(60), Duration.ZERO));
    assertThat(ann.rulings().read())
        .extracting(Ruling::kind)
        .containsExactlyInAnyOrder("member", "slow", "address");
    assertThat(ben.rulings().read())
        .contains(new Ruling("slow", "study", Instant.MAX, Duration.ofSeconds(30)))
        .anySatisfy(ruling -> {
          assertThat(ruling.target()).isEqualTo("m1");
          assertThat(ruling.until()).isBetween(hour.plusSeconds(58), hour.plusSeconds(62));
        });

    ben.rulings().remove("slow", "study");
    ann.rulings().remove("member", "m1");
    ann.rulings().put(new Ruling("mute", "m2", Instant.now().minusSeconds(1), Duration.ZERO));
    assertThat(ann.rulings().read()).extracting(Ruling::kind).containsExactly("address");
  }

  @Test
  void rulingsChangeBeforeTheCommandThatCameWithThem() throws Exception {
    var order = new LinkedBlockingQueue<String>();
    SharedStores ann = open(location, new RecordingListener());
    open(
        location,
        new SharedStores.Listener() {
          @Override
          public void rulingsChanged() {
            order.add("rulings");
          }

          @Override
          public void command(RemovalCommand command) {
            order.add("command");
          }
        });
    ann.rulings().put(new Ruling("member", "m1", Instant.MAX, Duration.ZERO));
    ann.send(KICK);
    assertThat(order.poll(20, TimeUnit.SECONDS)).isEqualTo("rulings");
    assertThat(order.poll(20, TimeUnit.SECONDS)).isEqualTo("command");
  }

  @Test
  void onlyTheLatestNameOfAMemberCountsAfterACut() throws Exception {
    SharedStores ann = open(location, new RecordingListener());
    var there = new RecordingListener();
    Transcripts late = new PostgresProvider().open(location, InstantSource.system());
    opened.add(late);
    var latest = new RemovalCommand.Rename(new Member("m1", "Anne"));
    ann.send(new RemovalCommand.Rename(new Member("m1", "Anna")));
    ann.send(KICK);
    ann.send(latest);

    late.stores().orElseThrow().start(there);

    assertThat(there.nextCommand()).isEqualTo(KICK);
    assertThat(there.nextCommand()).isEqualTo(latest);
  }

  @Test
  void changeFailsWhileTheDatabaseIsAway() throws Exception {
    SharedStores ann;
    try (var proxy = new FaultyProxy(location)) {
      ann = open(proxy.location(), new RecordingListener());
      ann.send(KICK);
    }
    disconnectAll();
    assertThatThrownBy(() -> ann.send(KICK)).isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> ann.rulings().remove("mute", "m1"))
        .isInstanceOf(StoreUnavailableException.class);
  }
}
