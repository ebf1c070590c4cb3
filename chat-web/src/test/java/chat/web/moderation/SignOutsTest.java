package chat.web.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.cluster.Ruling;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sign-out on all devices holds as long as a cookie could, also after a restart. */
class SignOutsTest {
  private static final Duration LIFETIME = Duration.ofDays(30);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-26T00:00:00Z");

  private Path file() {
    return folder.resolve("sign-outs");
  }

  private SignOuts signOuts() {
    return new SignOuts(store(), () -> now, LIFETIME);
  }

  private RulingFiles store() {
    var files =
        new ServerSecrets(
            List.of(),
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(file()),
            Optional.empty());
    return new RulingFiles(files, () -> now);
  }

  @Test
  void signOutHoldsAsLongAsACookieAlsoAfterARestart() {
    SignOuts before = signOuts();
    assertThat(before.contains("m1")).isFalse();
    before.add("m1");
    assertThat(before.contains("m1")).isTrue();
    assertThat(before.contains("m2")).isFalse();

    now = now.plus(LIFETIME.minusSeconds(1));
    SignOuts after = signOuts();
    assertThat(after.contains("m1")).isTrue();
    now = now.plusSeconds(1);
    assertThat(after.contains("m1")).isFalse();
  }

  @Test
  void linkCanBeUsedOnceAlsoAfterARestart() {
    assertThat(signOuts().useOnce("link", MINUTE)).isTrue();
    SignOuts after = signOuts();
    assertThat(after.useOnce("link", MINUTE)).isFalse();
    assertThat(after.useOnce("another", MINUTE)).isTrue();
  }

  @Test
  void numberOfSignOutsIsLimitedUntilTheyEnd() throws IOException {
    List<String> lines =
        IntStream.range(0, SignOuts.MAX)
            .mapToObj(i -> "signed-out m" + i + ' ' + now.plus(MINUTE))
            .toList();
    Files.write(file(), lines);
    SignOuts full = signOuts();
    assertThat(full.contains("m9999")).isTrue();
    assertThatThrownBy(() -> full.add("another"))
        .isInstanceOf(InvalidActionException.class)
        .hasMessage("too-many-sign-outs");
    now = now.plus(MINUTE);
    full.add("another");
    assertThat(full.contains("another")).isTrue();
  }

  @Test
  void otherRulingsAreNoSignOuts() {
    RulingFiles store = store();
    store.put(new Ruling("mute", "m1", now.plus(MINUTE), Duration.ZERO));
    assertThat(new SignOuts(store, () -> now, LIFETIME).contains("m1")).isFalse();
    assertThat(file()).doesNotExist();
  }

  @Test
  void startFailsWithALineOfAnotherKind() throws IOException {
    Files.writeString(file(), "mute m1 2027-01-01T00:00:00Z\n");
    assertThatThrownBy(this::store)
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("sign-outs has a line that this version does not know");
  }
}
