package chat.postgres.presence;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.cluster.ClusterRoom;
import chat.core.cluster.ClusterRoomListener;
import chat.core.log.TranscriptProvider.Location;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.postgres.db.Database;
import chat.postgres.db.Schema;
import chat.postgres.notice.Notices;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The members of each server are known at the others, and go with their server. */
@Tag("server")
class PresenceTest {
  private static final RoomName ROOM = new RoomName("lobby");
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final PresenceSync.Settings SHORT =
      new PresenceSync.Settings(
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));
  // The lease outlasts the restart of an engine, however slow the machine is.
  private static final PresenceSync.Settings LONG_LEASE =
      new PresenceSync.Settings(
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));
  // No server is gone in the time of a test.
  private static final PresenceSync.Settings NEVER_OVER =
      new PresenceSync.Settings(Duration.ofMillis(100), LONG, LONG, LONG);

  private static final PostgresServer SERVER = PostgresServer.shared();

  private final List<Place> opened = new ArrayList<>();
  private Location location;

  @BeforeEach
  void createDatabase() throws SQLException {
    location = SERVER.cleared();
    try (var connection = Database.of(location, Map.of()).connect()) {
      Schema.open(connection);
    }
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Place::close);
  }

  /** A server with one open room, which records what happens in it elsewhere. */
  private final class Place implements ClusterRoomListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Notices notices;
    private final PostgresCluster cluster;
    private ClusterRoom room;

    Place(Location database, PresenceSync.Settings settings) throws SQLException {
      notices = new Notices(Database.of(database, Map.of()), Notices.Settings.DEFAULTS);
      cluster = new PostgresCluster(Database.of(database, Map.of()), notices, settings);
      opened.add(this);
      notices.start(List.of(cluster));
      cluster.start();
      room = cluster.open(ROOM, this);
    }

    Place(PresenceSync.Settings settings) throws SQLException {
      this(location, settings);
    }

    @Override
    public void entered(Member member) {
      heard.add("+" + member.name());
    }

    @Override
    public void exited(Member member) {
      heard.add("-" + member.name());
    }

    @Override
    public void typing(Member member) {
      heard.add(member.name() + " types");
    }

    String next() throws InterruptedException {
      return heard.poll(20, TimeUnit.SECONDS);
    }

    void close() {
      cluster.close();
      notices.close();
    }
  }

  @Test
  void memberOfOneServerIsPresentAtTheOther() throws Exception {
    var here = new Place(NEVER_OVER);
    var there = new Place(NEVER_OVER);

    here.room.entered(ANN);
    assertThat(there.next()).isEqualTo("+Ann");
    assertThat(there.cluster.count(ROOM)).isEqualTo(1);
    assertThat(there.cluster.find(ANN.id())).hasValue(ANN);
    assertThat(there.cluster.rooms()).containsExactly(ROOM);
    assertThat(there.cluster.members(ROOM)).containsExactly(ANN);
    assertThat(here.cluster.count(ROOM)).isZero();

    here.room.typing(ANN);
    assertThat(there.next()).isEqualTo("Ann types");
    here.room.exited(ANN);
    assertThat(there.next()).isEqualTo("-Ann");
    assertThat(there.cluster.count(ROOM)).isZero();
    assertThat(there.cluster.rooms()).isEmpty();
    assertThat(there.cluster.find(ANN.id())).isEmpty();
    assertThat(here.heard).isEmpty();
  }

  @Test
  void serverThatStartsLaterKnowsWhoIsThere() throws Exception {
    var here = new Place(NEVER_OVER);
    var there = new Place(NEVER_OVER);
    here.room.entered(ANN);
    here.room.entered(BEN);
    here.room.exited(BEN);
    here.room.entered(BEN);
    assertThat(there.next()).isEqualTo("+Ann");

    var late = new Place(NEVER_OVER);

    assertThat(List.of(late.next(), late.next())).containsExactlyInAnyOrder("+Ann", "+Ben");
  }

  @Test
  void roomThatOpensLaterKnowsWhoIsThere() throws Exception {
    var here = new Place(NEVER_OVER);
    var there = new Place(NEVER_OVER);
    here.room.entered(ANN);
    assertThat(there.next()).isEqualTo("+Ann");

    there.room.close();
    here.room.entered(BEN);
    Await.until("both are known", () -> there.cluster.count(ROOM) == 2);
    there.heard.clear();
    there.room = there.cluster.open(ROOM, there);

    assertThat(List.of(there.next(), there.next())).containsExactlyInAnyOrder("+Ann", "+Ben");
  }

  @Test
  void memberAtTwoServersGoesWithTheSecond() throws Exception {
    var one = new Place(NEVER_OVER);
    var two = new Place(NEVER_OVER);
    var watching = new Place(NEVER_OVER);
    one.room.entered(ANN);
    two.room.entered(ANN);
    two.room.entered(BEN);
    assertThat(List.of(watching.next(), watching.next())).containsExactlyInAnyOrder("+Ann", "+Ben");

    one.room.exited(ANN);
    assertThat(two.next()).isEqualTo("+Ann");
    assertThat(two.next()).isEqualTo("-Ann");
    two.room.exited(ANN);

    assertThat(watching.next()).isEqualTo("-Ann");
  }

  @Test
  void renamedMemberLeavesUnderItsOldName() throws Exception {
    var here = new Place(NEVER_OVER);
    var there = new Place(NEVER_OVER);
    here.room.entered(ANN);
    assertThat(there.next()).isEqualTo("+Ann");

    here.room.exited(ANN);
    here.room.entered(new Member("a", "Anna"));

    assertThat(there.next()).isEqualTo("-Ann");
    assertThat(there.next()).isEqualTo("+Anna");
  }

  @Test
  void membersOfAServerThatIsCutOffLeaveAfterItsLeaseAndComeBackWithIt() throws Exception {
    try (var proxy = new FaultyProxy(location)) {
      var cutOff = new Place(proxy.location(), SHORT);
      var there = new Place(SHORT);
      cutOff.room.entered(ANN);
      assertThat(there.next()).isEqualTo("+Ann");

      proxy.cut();
      cutOff.room.entered(BEN);
      assertThat(there.next()).isEqualTo("-Ann");
      proxy.restore();

      assertThat(List.of(there.next(), there.next())).containsExactlyInAnyOrder("+Ann", "+Ben");
      assertThat(cutOff.heard).isEmpty();
    }
  }

  @Test
  void nobodyLeavesWhenTheEngineIsKilledAndStartsAgain() throws Exception {
    var here = new Place(LONG_LEASE);
    var there = new Place(LONG_LEASE);
    here.room.entered(ANN);
    assertThat(there.next()).isEqualTo("+Ann");

    SERVER.kill();
    here.room.entered(BEN);
    SERVER.start();

    assertThat(there.next()).isEqualTo("+Ben");
    here.room.exited(ANN);
    assertThat(there.next()).isEqualTo("-Ann");
    assertThat(here.heard).isEmpty();
  }

  @Test
  void membersOfAServerThatStopsArePresentForAWhile() throws Exception {
    var stopping = new Place(SHORT);
    var there = new Place(SHORT);
    stopping.room.entered(ANN);
    assertThat(there.next()).isEqualTo("+Ann");

    long stopped = System.nanoTime();
    stopping.cluster.stop();
    stopping.room.exited(ANN);

    assertThat(there.next()).isEqualTo("-Ann");
    assertThat(Duration.ofNanos(System.nanoTime() - stopped)).isGreaterThan(Duration.ofMillis(800));
  }

  @Test
  void rowsOfAServerThatIsGoneAreRemoved() throws Exception {
    var table = new PresenceTable("old");
    try (var connection = Database.of(location, Map.of()).connect()) {
      assertThat(table.renew(connection, LONG)).isTrue();
      assertThat(table.renew(connection, LONG)).isFalse();
      table.save(connection, List.of(new LocalPresences.Change(ROOM, ANN, true)));
      table.removeOld(connection);
      assertThat(table.renew(connection, Duration.ofMinutes(-2))).isFalse();
      table.removeOld(connection);

      assertThat(table.renew(connection, LONG)).isTrue();
      List<PresenceTable.ServerRow> read =
          new PresenceTable("new").read(connection, Map.of(), Duration.ZERO);
      assertThat(read).hasSize(1);
      assertThat(read.getFirst().changes()).isEmpty();
    }
  }
}
