package chat.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder for temporary files is deleted, also after its process was killed. */
@Timeout(60)
class TemporaryFolderTest {
  @TempDir Path parent;

  /** Another process, which has a folder with a file in it. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      TemporaryFolder folder = TemporaryFolder.in(Path.of(arguments[0]));
      Files.writeString(Files.createDirectory(folder.path()).resolve("upload"), "half of it");
      System.out.println(folder.path());
      var _ = System.in.read();
      throw new AssertionError(folder.path() + " is still held");
    }
  }

  private Process startHolder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", ""),
            Holder.class.getName(),
            parent.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  @Test
  void folderOfAProcessStaysUntilTheProcessIsKilled() throws Exception {
    Process process = startHolder();
    try (TemporaryFolder own = TemporaryFolder.in(parent);
        var lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Path other = Path.of(lines.readLine());
      own.deleteAbandoned();
      assertThat(other.resolve("upload")).hasContent("half of it");

      process.destroyForcibly().waitFor();
      own.deleteAbandoned();

      assertThat(other).doesNotExist();
      try (var left = Files.list(parent)) {
        assertThat(left).as("only its own lock").hasSize(1);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void closedFolderLeavesNothing() throws IOException {
    TemporaryFolder folder = TemporaryFolder.in(parent);
    Path deep = Files.createDirectories(folder.path().resolve("deep/deeper"));
    Files.writeString(deep.resolve("file"), "x");

    folder.close();

    assertThat(parent).isEmptyDirectory();
    TemporaryFolder.in(parent).close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void nothingElseIsDeletedAndNoLinkIsFollowed() throws IOException {
    Path precious = Files.createDirectory(parent.resolve("precious"));
    Files.writeString(precious.resolve("file"), "keep me");
    Path abandoned = Files.createDirectory(parent.resolve("chat-" + UUID.randomUUID()));
    Files.createFile(parent.resolve(abandoned.getFileName() + ".lock"));
    Files.createSymbolicLink(abandoned.resolve("link"), precious);
    Path linked = parent.resolve("chat-" + UUID.randomUUID());
    Files.createSymbolicLink(linked, precious);
    Files.createFile(parent.resolve(linked.getFileName() + ".lock"));
    Path unlocked = Files.createDirectory(parent.resolve("chat-" + UUID.randomUUID()));
    Path otherName = Files.createFile(parent.resolve("chat-of-somebody.lock"));

    try (TemporaryFolder own = TemporaryFolder.in(parent)) {
      own.deleteAbandoned();
    }

    assertThat(abandoned).doesNotExist();
    assertThat(precious.resolve("file")).hasContent("keep me");
    assertThat(unlocked).exists();
    assertThat(otherName).exists();
  }

  @Test
  void directoryThatCannotBeWrittenIsNoFailure() {
    TemporaryFolder folder = TemporaryFolder.in(parent.resolve("missing"));
    folder.deleteAbandoned();
    folder.close();
    assertThat(folder.path()).hasParentRaw(parent.resolve("missing")).doesNotExist();
  }
}
