package chat.postgres.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.NicknameClaims;
import chat.core.SharedNicknames;
import chat.core.cluster.StoreUnavailableException;
import chat.core.log.TranscriptProvider.Location;
import chat.core.name.Member;
import chat.core.testing.NicknameContract;
import chat.postgres.db.Database;
import chat.postgres.db.Schema;
import chat.postgres.db.StatementRunner;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Claims at several servers of one database are as those at one server. */
@Tag("server")
class NicknameTableTest extends NicknameContract {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private final List<Place> places = new ArrayList<>();
  private static Location location;

  /** The claims as one server sees them. */
  private record Place(StatementRunner statements, NicknameTable table, NicknameClaims names) {}

  @BeforeAll
  static void startServer() throws Exception {
    location = SERVER.cleared();
    try (var connection = Database.of(location, Map.of()).connect()) {
      Schema.open(connection);
    }
  }

  @AfterEach
  void closeAll() {
    places.forEach(place -> place.statements.close());
  }

  @Override
  protected NicknameClaims open(Function<String, Set<String>> skeletons, Duration hold)
      throws Exception {
    PostgresServer.execute(location, "TRUNCATE chat.nickname");
    return place(skeletons, hold).names;
  }

  private Place place(Function<String, Set<String>> skeletons, Duration hold) {
    return place(location, skeletons, hold);
  }

  private Place place(Location at, Function<String, Set<String>> skeletons, Duration hold) {
    var statements = new StatementRunner(Database.of(at, Map.of()));
    var table = new NicknameTable(statements, "server" + places.size());
    var place = new Place(statements, table, new SharedNicknames(table, skeletons, hold));
    places.add(place);
    return place;
  }

  private NicknameClaims another() {
    return place(name -> Set.of(name.toLowerCase(Locale.ROOT)), HOLD).names;
  }

  /** All ends come nearer, and servers renew the claims of those who are present. */
  @Override
  protected void pass(Duration time) throws SQLException {
    PostgresServer.execute(
        location,
        "UPDATE chat.nickname SET until = until - interval '%d milliseconds'"
            .formatted(time.toMillis()));
    places.forEach(place -> place.table.upkeep().renew());
  }

  @Override
  protected Duration moment() {
    return Duration.ofSeconds(20);
  }

  @Override
  protected void awaitLeft(NicknameClaims claims) {
    places.forEach(place -> place.table.upkeep().noteLeft());
  }

  @Test
  void nameOfAnotherServerIsTaken() {
    NicknameClaims elsewhere = another();
    assertThat(names.claim(ANN)).isTrue();
    assertThat(elsewhere.claim(OTHER_ANN)).isFalse();
    assertThat(elsewhere.isFreeFor(OTHER_ANN)).isFalse();
    assertThat(elsewhere.reclaim(ANN)).isTrue();
  }

  @Test
  void nameIsHeldFromTheLastServerOn() throws Exception {
    NicknameClaims elsewhere = another();
    join(names, ANN);
    join(elsewhere, ANN);
    leave(names, ANN);
    pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isFalse();

    leave(elsewhere, ANN);
    pass(HOLD.minus(moment()));
    assertThat(names.claim(OTHER_ANN)).isFalse();
    pass(moment());
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void replacedNameIsTakenWhileItIsInUseAtAnotherServer() {
    NicknameClaims elsewhere = another();
    join(elsewhere, ANN);
    join(names, ANNA);
    assertThat(names.claim(OTHER_ANN)).isFalse();
    assertThat(elsewhere.reclaimIfPresent(ANN)).isFalse();

    leave(elsewhere, ANN);

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void releasedNameIsFreeWhenItsMemberHasLeftTheOtherServers() {
    NicknameClaims elsewhere = another();
    join(elsewhere, ANN);
    join(names, ANN);
    leave(names, ANN);
    names.release(ANN.id());
    assertThat(names.claim(OTHER_ANN)).isFalse();

    leave(elsewhere, ANN);

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void memberThatIsBackWhileItsLeavingIsNotedIsPresent() throws Exception {
    join(ANN);
    names.left(ANN, 0);
    names.joined(ANN, 1);
    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    awaitLeft(names);

    pass(HOLD);
    pass(HOLD);

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void nameOfAServerThatWasKilledIsFreeAfterAWhile() throws Exception {
    NicknameClaims elsewhere = another();
    join(ANN);
    places.removeFirst().statements.close();
    pass(Duration.ofMinutes(9));
    assertThat(elsewhere.claim(OTHER_ANN)).isFalse();

    pass(Duration.ofMinutes(1));

    assertThat(elsewhere.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void eachOfManyNamesHasOneWinner() throws Exception {
    List<NicknameClaims> all = List.of(names, another());
    var winners = new ConcurrentHashMap<String, ConcurrentLinkedQueue<String>>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      String id = "m" + i;
      NicknameClaims claims = all.get(i % 2);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int name = 0; name < 500; name++) {
                  // A member of its own for each, because a member has one name.
                  if (claims.claim(new Member(id + "-" + name, "Name " + name))) {
                    winners
                        .computeIfAbsent("Name " + name, _ -> new ConcurrentLinkedQueue<>())
                        .add(id);
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(winners).hasSize(500).allSatisfy((name, ids) -> assertThat(ids).hasSize(1));
  }

  @Test
  void claimFailsWhileTheDatabaseIsAway() throws Exception {
    assertThat(names.claim(ANN)).isTrue();
    NicknameClaims elsewhere;
    try (var proxy = new FaultyProxy(location)) {
      elsewhere = place(proxy.location(), Set::of, HOLD).names;
      assertThat(elsewhere.claim(new Member("3", "Ben"))).isTrue();
    }
    PostgresServer.execute(
        location,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");

    assertThatThrownBy(() -> elsewhere.claim(OTHER_ANN))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> elsewhere.isFreeFor(OTHER_ANN))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }
}
