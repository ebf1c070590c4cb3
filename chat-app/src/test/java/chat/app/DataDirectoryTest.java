package chat.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are created once, and only the owner of the process can read them. */
class DataDirectoryTest {
  @TempDir Path folder;

  private DataDirectory open() throws InvalidSettingException {
    return DataDirectory.open(folder.resolve("deep/data"));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aNewDirectoryHasKeysThatOnlyItsOwnerCanRead() throws Exception {
    DataDirectory directory = open();
    assertThat(directory.cookieKeys()).hasSize(1);
    DataDirectory.OwnerKey key = directory.ownerKey();
    assertThat(key.isNew()).isTrue();
    directory.keep(key);
    assertThat(permissions(directory.path())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(directory.path())) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(2);
      for (Path file : all) {
        assertThat(permissions(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
  }

  @Test
  void theNextStartHasTheSameKeysAndPrintsNone() throws Exception {
    DataDirectory first = open();
    byte[] cookieKey = first.cookieKeys().getFirst();
    DataDirectory.OwnerKey created = first.ownerKey();
    first.keep(created);
    String ownerKey = created.key();

    DataDirectory next = open();

    assertThat(next.cookieKeys()).containsExactly(cookieKey);
    assertThat(next.ownerKey()).isEqualTo(new DataDirectory.OwnerKey(ownerKey, false));
  }

  @Test
  void aKeyBeforeTheOldOneIsTheNewest() throws Exception {
    byte[] old = open().cookieKeys().getFirst();
    Path file = folder.resolve("deep/data/cookie-keys");
    byte[] fresh = new byte[32];
    String line = Base64.getEncoder().encodeToString(fresh);
    Files.writeString(file, line + "\n\n" + Files.readString(file));
    assertThat(open().cookieKeys()).containsExactly(fresh, old);
  }

  private static void readKeys(DataDirectory directory) throws InvalidSettingException {
    directory.cookieKeys();
    directory.ownerKey();
  }

  private void assertRefused(String name, String reason) throws InvalidSettingException {
    DataDirectory directory = open();
    assertThatThrownBy(() -> readKeys(directory))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(directory.path().resolve(name) + " ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie-keys", "owner-key"})
  void aFileWithoutAKeyIsNamed(String name) throws Exception {
    Files.writeString(open().path().resolve(name), "short\n");
    assertRefused(name, "correct it");
  }

  @Test
  void theAdviceForCookieKeysDestroysNothing() throws Exception {
    Path file = open().path().resolve("cookie-keys");
    for (String content : List.of("", "short\n", "no base64 at all!\n")) {
      Files.writeString(file, content);
      assertThatThrownBy(() -> readKeys(open()))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessageNotContaining("delete");
    }
  }

  @Test
  void aFileThatCannotBeReadIsRefusedWithTheReasonOfTheSystem() throws Exception {
    Files.createDirectory(open().path().resolve("cookie-keys"));
    assertRefused("cookie-keys", "Is a directory");
  }

  @Test
  void anOwnerKeyWithASecondLineIsRefused() throws Exception {
    Path file = open().path().resolve("owner-key");
    Files.writeString(file, "a key that is long enough\nand another one of them\n");
    assertRefused("owner-key", "2 lines");
  }

  @Test
  void theKeyOfAStartThatFailedIsShownByTheNextOne() throws Exception {
    assertThat(open().ownerKey().isNew()).isTrue();
    DataDirectory next = open();
    DataDirectory.OwnerKey shown = next.ownerKey();
    assertThat(shown.isNew()).isTrue();
    next.keep(shown);
    assertThat(open().ownerKey()).isEqualTo(new DataDirectory.OwnerKey(shown.key(), false));
  }

  @Test
  void aFileThatOthersMayReadIsClosedToThem() throws Exception {
    Path copy = Files.createFile(open().path().resolve("chat.db"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    open();
    assertThat(permissions(copy)).isEqualTo("rw-------");
  }

  @Test
  void aQuestionMarkInThePathIsRefused() {
    assertThatThrownBy(() -> DataDirectory.open(folder.resolve("a?journal_mode=off")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("question mark");
    assertThat(folder).isEmptyDirectory();
  }
}
