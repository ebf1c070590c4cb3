package chat.app.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.DocumentLinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The documents of the packages lead to each other, and to nothing that the packages lack. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no sh.")
class PackagedDocumentsTest {
  private static final Path SCRIPT = Path.of("src/package/documents.sh").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void everyLinkLeadsSomewhere() throws Exception {
    Process script =
        new ProcessBuilder(SCRIPT.toString(), folder.toString()).redirectErrorStream(true).start();
    assertThat(script.inputReader().readAllAsString()).isEmpty();
    assertThat(script.waitFor()).isZero();
    for (Path document : documents(folder)) {
      DocumentLinks.assertAllLeadSomewhere(document);
    }
    assertThat(folder.resolve("README.md"))
        .content()
        .contains("](MANUAL.md#the-debian-package)", "| module-graph.md |");
  }

  /** The documents in a folder; there are several. */
  static List<Path> documents(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> documents = files.filter(file -> file.toString().endsWith(".md")).toList();
      assertThat(documents).hasSizeGreaterThan(6);
      return documents;
    }
  }
}
