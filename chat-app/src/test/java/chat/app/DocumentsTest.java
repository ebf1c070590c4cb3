package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.DocumentLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents point at files, headings, packages, classes and tests that exist. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SOURCE = Pattern.compile("`(chat-[a-z]+/(?!target/)[^`*… ]+)`");
  private static final Pattern NAME =
      Pattern.compile(
          "`(chat\\.(?:core|files|web|sqlite|postgres|client|app|bench))((?:\\.[A-Za-z]\\w*)*)`");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w+(?:Test|IT|Contract)\\b");

  static List<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> modules = Files.list(ROOT).filter(Files::isDirectory)) {
      return Stream.concat(top, modules.flatMap(DocumentsTest::files))
          .filter(file -> file.toString().endsWith(".md"))
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkToAFileOrAHeadingLeadsSomewhere(Path document) throws IOException {
    DocumentLinks.assertAllLeadSomewhere(document);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestThatIsNamedExists(Path document) throws IOException {
    Set<String> named =
        TEST.matcher(Files.readString(document))
            .results()
            .map(test -> test.group())
            .collect(Collectors.toSet());
    assertThat(tests()).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everySourceFileOrFolderThatIsNamedExists(Path document) throws IOException {
    assertThat(SOURCE.matcher(Files.readString(document)).results().map(file -> file.group(1)))
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyPackageOrClassOfAModuleThatIsNamedExists(Path document) throws IOException {
    assertThat(NAME.matcher(Files.readString(document)).results().toList())
        .allSatisfy(name -> assertThat(source(name.group(1), name.group(2))).exists());
  }

  /** The folder of a package, or the file of a class. */
  private static Path source(String module, String rest) {
    String file = (module + rest).replace('.', '/');
    String end = Character.isUpperCase(file.charAt(file.lastIndexOf('/') + 1)) ? ".java" : "";
    return ROOT.resolve(module.replace('.', '-')).resolve("src/main/java").resolve(file + end);
  }

  private static Set<String> tests() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(DocumentsTest::classes)
          .collect(Collectors.toSet());
    }
  }

  private static Stream<String> classes(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replace(".java", ""))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
