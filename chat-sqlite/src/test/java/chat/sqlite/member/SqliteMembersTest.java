package chat.sqlite.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.cluster.StoreUnavailableException;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.testing.Await;
import chat.core.testing.MemberStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file keeps the contract, and survives what happens to files. */
class SqliteMembersTest extends MemberStoreContract {
  @TempDir Path directory;

  @Override
  protected MemberStore open(InstantSource clock) {
    return open(clock, Duration.ofSeconds(1));
  }

  private SqliteMembers open(InstantSource clock, Duration commitInterval) {
    return new SqliteMembers(
        directory,
        clock,
        new SqliteMembers.Settings(commitInterval, Duration.ofMillis(1), 100_000));
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  @Test
  void fileIsCreatedAtTheFirstVisitForItsOwnerOnly() throws IOException {
    assertThat(file(MemberFile.FILE)).doesNotExist();
    store.visited(ANN, TEA);
    assertThat(store.rooms("a")).hasSize(1);
    try (var files = Files.list(directory)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void changeIsCommittedAfterTheIntervalThoughNothingFollows() {
    try (var eager = open(clock, Duration.ofMillis(1))) {
      eager.visited(ANN, TEA);
      assertThat(eager.rooms("a")).hasSize(1);
      // Another connection sees it, so that a crash would not take it.
      try (var other = open(clock, Duration.ofMillis(1))) {
        Await.until("the visit is committed", () -> other.rooms("a").size() == 1);
      }
    }
  }

  @Test
  void tenThousandReadPositionsAreKeptInOrder() {
    store.visited(ANN, TEA);
    for (int seq = 1; seq <= 10_000; seq++) {
      store.read("a", TEA, new ReadPosition(EPOCH, seq));
    }
    assertThat(store.rooms("a"))
        .singleElement()
        .extracting(OpenedRoom::read)
        .isEqualTo(Optional.of(new ReadPosition(EPOCH, 10_000)));
  }

  @Test
  void damagedFileIsMovedAsideAndANewOneBegins() throws IOException {
    store.visited(ANN, TEA);
    store.close();
    Files.writeString(file(MemberFile.FILE), "a shopping list, and not a short one ".repeat(300));
    store = open(clock);
    assertThat(store.rooms("a")).isEmpty();
    assertThat(file(MemberFile.ASIDE)).content().startsWith("a shopping list");
    store.visited(ANN, DEN);
    assertThat(store.rooms("a")).extracting(OpenedRoom::room).containsExactly(DEN);
  }

  @Test
  void fileThatCannotBeOpenedIsTriedAgain() throws IOException {
    Files.createDirectory(file(MemberFile.FILE));
    store.visited(ANN, TEA);
    assertThatThrownBy(() -> store.rooms("a")).isInstanceOf(StoreUnavailableException.class);
    Files.delete(file(MemberFile.FILE));
    Await.until(
        "it is kept again",
        () -> {
          store.visited(ANN, DEN);
          try {
            return store.rooms("a").size() == 1;
          } catch (StoreUnavailableException e) {
            return false;
          }
        });
  }

  @Test
  void closedStoreRefusesReadsAndIgnoresChanges() {
    store.close();
    store.visited(ANN, TEA);
    assertThatThrownBy(() -> store.rooms("a")).isInstanceOf(StoreUnavailableException.class);
  }
}
