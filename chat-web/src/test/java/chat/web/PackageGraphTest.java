package chat.web;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packages of this module have no cycles, and module-graph.md says which use which. */
class PackageGraphTest {
  private static final Path FOLDER = Path.of(System.getProperty("basedir", ""));
  private static final Path PAGE = FOLDER.resolve("../module-graph.md");
  private static final String ROOT = "chat.web";

  private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| ([^|]+) \\| ([^|]*)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static JavaClasses classes;

  /** A row of the page: what a package is for, and which packages it uses. */
  private record Row(String content, SortedSet<String> uses) {}

  @BeforeAll
  static void readClasses() {
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    classes = new ClassFileImporter().importPath(FOLDER.resolve("target/classes"));
  }

  @Test
  void noPackageIsInACycle() {
    assertThat(classes).hasSizeGreaterThan(100);
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void thePageSaysWhichPackagesEachPackageUses() throws IOException {
    var written = new TreeMap<String, SortedSet<String>>();
    rows().forEach((name, row) -> written.put(name, row.uses));
    assertThat(written).isEqualTo(built());
  }

  @Test
  void aPackageUsesOnlyPackagesThatStandAboveItOnThePage() throws IOException {
    List<String> order =
        Files.readAllLines(PAGE).stream().flatMap(PackageGraphTest::order).toList();
    assertThat(order).hasSizeGreaterThan(10).last().isEqualTo(ROOT);
    rows()
        .forEach((name, row) ->
            assertThat(order.subList(0, order.indexOf(name))).as(name).containsAll(row.uses));
  }

  @Test
  void eachPackageHasTheSentenceOfThePageInItsPackageInfo() throws IOException {
    for (Map.Entry<String, Row> row : rows().entrySet()) {
      Path file = source(row.getKey()).resolve("package-info.java");
      String comment = Files.readString(file).split("\\*/", 2)[0].replaceAll("[/*\\s]+", " ");
      assertThat(comment.strip()).as(row.getKey()).isEqualTo(row.getValue().content);
    }
  }

  private static Path source(String name) {
    String folder = name.equals(ROOT) ? ROOT : ROOT + '.' + name;
    return FOLDER.resolve("src/main/java").resolve(folder.replace('.', '/'));
  }

  private static Map<String, SortedSet<String>> built() {
    var packages = new TreeMap<String, SortedSet<String>>();
    for (JavaClass each : classes) {
      if (isOurs(each)) {
        packages.computeIfAbsent(name(each), name -> new TreeSet<>()).addAll(uses(each));
      }
    }
    return packages;
  }

  private static SortedSet<String> uses(JavaClass user) {
    return user.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .filter(PackageGraphTest::isOurs)
        .map(PackageGraphTest::name)
        .filter(name -> !name.equals(name(user)))
        .collect(toCollection(TreeSet::new));
  }

  private static boolean isOurs(JavaClass any) {
    return any.getPackageName().equals(ROOT) || any.getPackageName().startsWith(ROOT + '.');
  }

  /** The last part of a package's name; the root's whole name. */
  private static String name(JavaClass any) {
    String full = any.getPackageName();
    return full.equals(ROOT) ? ROOT : full.substring(ROOT.length() + 1);
  }

  private static Map<String, Row> rows() throws IOException {
    var rows = new TreeMap<String, Row>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), new Row(row.group(2).strip(), codes(row.group(3))));
      }
    }
    return rows;
  }

  private static Stream<String> order(String line) {
    Matcher row = ROW.matcher(line);
    return row.matches() ? Stream.of(row.group(1)) : Stream.of();
  }

  private static SortedSet<String> codes(String cell) {
    return CODE.matcher(cell)
        .results()
        .map(code -> code.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
