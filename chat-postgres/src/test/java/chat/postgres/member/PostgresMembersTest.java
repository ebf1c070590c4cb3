package chat.postgres.member;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.cluster.StoreUnavailableException;
import chat.core.log.TranscriptProvider.Location;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.testing.Await;
import chat.core.testing.MemberStoreContract;
import chat.postgres.db.Database;
import chat.postgres.db.Schema;
import chat.postgres.notice.Notices;
import chat.postgres.testing.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store in a database keeps the contract, also for two servers. */
class PostgresMembersTest extends MemberStoreContract {
  private static final PostgresServer SERVER = PostgresServer.shared();

  private static Location location;

  private boolean isEmptied;

  @BeforeAll
  static void createTables() throws SQLException {
    location = SERVER.cleared();
    try (Connection connection = database().connect()) {
      Schema.open(connection);
    }
  }

  @Override
  protected MemberStore open(InstantSource clock) throws SQLException {
    if (!isEmptied) {
      isEmptied = true;
      PostgresServer.execute(location, "TRUNCATE chat.visit, chat.mention, chat.mentioned");
    }
    return store(new Notices(database(), Notices.Settings.DEFAULTS), clock);
  }

  private static Database database() {
    return Database.of(location, Map.of());
  }

  private PostgresMembers store(Notices notices, InstantSource clock) {
    return new PostgresMembers(database(), notices, id -> true, clock, Duration.ofMillis(10));
  }

  @Test
  void otherServerHasWhatThisOneKeeps() throws SQLException {
    try (MemberStore other = open(clock)) {
      store.visited(ANN, TEA);
      store.read("a", TEA, new ReadPosition(EPOCH, 7));
      Await.until(
          "it is written",
          () ->
              other
                  .rooms("a")
                  .equals(
                      List.of(new OpenedRoom(TEA, Optional.of(new ReadPosition(EPOCH, 7)), 0))));
      other.read("a", TEA, new ReadPosition(EPOCH, 5));
      assertThat(other.rooms("a").getFirst().read()).hasValue(new ReadPosition(EPOCH, 7));
    }
  }

  @Test
  void otherServerIsNotifiedOfWhatAMemberReads() throws SQLException {
    List<String> changed = Collections.synchronizedList(new ArrayList<>());
    try (var here = new Notices(database(), Notices.Settings.DEFAULTS);
        var there = new Notices(database(), Notices.Settings.DEFAULTS);
        var store = store(here, clock);
        var other = store(there, clock)) {
      other.onChange(changed::add);
      here.start(List.of(store));
      there.start(List.of(other));
      store.visited(ANN, TEA);
      Await.until("the other server is notified", () -> changed.contains("a"));
    }
  }

  @Test
  void changesWaitForTheDatabase() throws Exception {
    SERVER.kill();
    store.visited(ANN, DEN);
    store.read("a", DEN, new ReadPosition(EPOCH, 7));
    SERVER.start();
    Await.until(
        "they are written",
        () -> {
          try {
            return store.rooms("a").size() == 1;
          } catch (StoreUnavailableException e) {
            return false;
          }
        });
    assertThat(store.rooms("a").getFirst().read()).hasValue(new ReadPosition(EPOCH, 7));
  }
}
