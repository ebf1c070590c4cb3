package chat.web.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.name.RoomName;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.moderation.Bans.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans apply until they end, also after a restart. */
class BansTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-23T00:00:00Z");

  private Bans bans(Optional<Path> file) {
    return new Bans(new RulingFiles(files(file), () -> now), () -> now);
  }

  private static ServerSecrets files(Optional<Path> bans) {
    return new ServerSecrets(
        List.of(),
        "",
        bans,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Bans bans() {
    return bans(Optional.of(folder.resolve("bans")));
  }

  @Test
  void banAppliesUntilItEnds() {
    Bans bans = bans();
    bans.add(Kind.MEMBER, "m1", HOUR);
    assertThat(bans.isBanned(Kind.MEMBER, "m1")).isTrue();
    assertThat(bans.isBanned(Kind.MEMBER, "m2")).isFalse();
    now = now.plus(HOUR);
    assertThat(bans.isBanned(Kind.MEMBER, "m1")).isFalse();
    assertThat(bans.active()).isEmpty();
  }

  @Test
  void banOfARangeAppliesToItsAddresses() {
    Bans bans = bans();
    bans.add(Kind.ADDRESS, "2001:db8:1:2::99/64", HOUR);
    bans.add(Kind.ADDRESS, "198.51.100.7", HOUR);
    assertThat(bans.isBanned(Kind.ADDRESS, "2001:db8:1:2:ffff::1")).isTrue();
    assertThat(bans.isBanned(Kind.ADDRESS, "2001:db8:1:3::1")).isFalse();
    assertThat(bans.isBanned(Kind.ADDRESS, "198.51.100.7")).isTrue();
    assertThat(bans.isBanned(Kind.ADDRESS, "198.51.100.8")).isFalse();
  }

  @Test
  void bansApplyAfterARestart() {
    Bans before = bans();
    before.add(Kind.MEMBER, "m1", HOUR);
    before.add(Kind.ADDRESS, "198.51.100.0/24", HOUR);
    before.add(Kind.ROOM, "书房", HOUR);
    before.add(Kind.MEMBER, "m2", HOUR);
    before.lift(Kind.MEMBER, "m2");

    Bans after = bans();
    assertThat(after.active()).isEqualTo(before.active()).hasSize(3);
    assertThat(after.banFor("m9", "1.2.3.4", new RoomName("书房"))).contains(Kind.ROOM);
    assertThat(after.banFor("m1", "1.2.3.4", RoomName.LOBBY)).contains(Kind.MEMBER);
    assertThat(after.banFor("m2", "1.2.3.4", RoomName.LOBBY)).isEmpty();
  }

  @Test
  void fileIsReplacedWithoutALeftover() throws IOException {
    Bans bans = bans();
    for (int i = 0; i < 20; i++) {
      bans.add(Kind.MEMBER, "m" + i, HOUR);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("bans"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("bans"))))
        .isEqualTo("rw-------");
  }

  @Test
  void numberOfBansIsLimited() {
    Bans bans = bans(Optional.empty());
    for (int i = 0; i < Bans.MAX; i++) {
      bans.add(Kind.MEMBER, "m" + i, HOUR);
    }
    assertThatThrownBy(() -> bans.add(Kind.MEMBER, "one-more", HOUR))
        .isInstanceOf(IllegalArgumentException.class);
    bans.add(Kind.MEMBER, "m0", Duration.ofDays(1));
    assertThat(bans.active()).hasSize(Bans.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "member m1", "member m1 tomorrow", "address x 2030-01-01T00:00:00Z"})
  void unreadableFileFailsTheStart(String line) throws IOException {
    Files.writeString(folder.resolve("bans"), line + "\n");
    assertThatThrownBy(this::bans)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("bans");
  }
}
