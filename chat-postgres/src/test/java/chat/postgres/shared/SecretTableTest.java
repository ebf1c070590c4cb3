package chat.postgres.shared;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.cluster.SecretStore;
import chat.core.cluster.SecretStore.OwnerKey;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.Transcripts;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.PostgresServer;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first server makes the keys, and all servers have the same ones. */
@Tag("server")
class SecretTableTest {
  private static final PostgresServer SERVER = PostgresServer.shared();
  private Location location;

  @BeforeEach
  void createDatabase() throws SQLException {
    location = SERVER.cleared();
  }

  private Transcripts open() {
    return new PostgresProvider().open(location, InstantSource.system());
  }

  private static SecretStore secrets(Transcripts transcripts) {
    return transcripts.stores().orElseThrow().secrets();
  }

  @Test
  void firstStartMakesTheKeysAndTheNextOneHasThem() {
    try (Transcripts first = open()) {
      assertThat(secrets(first).ownerKey("first")).isEqualTo(new OwnerKey("first", true));
      assertThat(secrets(first).cookieKeys("a")).containsExactly("a");
    }
    try (Transcripts second = open()) {
      assertThat(secrets(second).ownerKey("second")).isEqualTo(new OwnerKey("first", false));
      assertThat(secrets(second).cookieKeys("b")).containsExactly("a");
    }
  }

  @Test
  void serversThatStartAtOnceHaveTheSameKeysAndOneShowsThem() {
    List<CompletableFuture<OwnerKey>> starts =
        IntStream.range(0, 4)
            .mapToObj(i ->
                CompletableFuture.supplyAsync(
                    () -> {
                      try (Transcripts each = open()) {
                        return secrets(each).ownerKey("key " + i);
                      }
                    },
                    command -> Thread.ofPlatform().start(command)))
            .toList();
    List<OwnerKey> keys = starts.stream().map(CompletableFuture::join).toList();

    assertThat(keys).filteredOn(OwnerKey::isNew).hasSize(1);
    assertThat(keys.stream().map(OwnerKey::key).distinct()).hasSize(1);
  }

  @Test
  void newestCookieKeyIsTheFirst() throws SQLException {
    try (Transcripts transcripts = open()) {
      assertThat(secrets(transcripts).cookieKeys("old")).containsExactly("old");
      PostgresServer.execute(location, "INSERT INTO chat.secret VALUES ('cookie-key', 'new')");
      assertThat(secrets(transcripts).cookieKeys("other")).containsExactly("new", "old");
      PostgresServer.execute(
          location, "INSERT INTO chat.secret VALUES ('cookie-key', 'next', '-infinity')");
      assertThat(secrets(transcripts).cookieKeys("other")).containsExactly("new", "old", "next");
    }
  }

  @Test
  void keyIsNotPrinted() {
    assertThat(new OwnerKey("a secret", true).toString()).doesNotContain("a secret");
  }
}
