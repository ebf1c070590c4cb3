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
    assertThat(directory.ownerKey().isNew()).isTrue();
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
    String ownerKey = first.ownerKey().key();

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

  @ParameterizedTest
  @ValueSource(strings = {"cookie-keys", "owner-key"})
  void aFileWithoutAKeyIsNamed(String name) throws Exception {
    Files.writeString(open().path().resolve(name), "short\n");
    assertThatThrownBy(
            () -> {
              DataDirectory directory = open();
              directory.cookieKeys();
              directory.ownerKey();
            })
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("delete it");
  }
}
