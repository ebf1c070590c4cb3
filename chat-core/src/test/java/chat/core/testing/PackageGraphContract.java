package chat.core.testing;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The packages of a module have no cycles, and its table in module-graph.md says which use which.
 * Each module with several packages has a subclass.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PackageGraphContract {
  private static final Path FOLDER = Path.of(System.getProperty("basedir", ""));
  private static final Path PAGE = FOLDER.resolve("../module-graph.md");

  private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| ([^|]+) \\| ([^|]*)\\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final String root;
  private final JavaClasses classes;

  /** A row of the table: a package, its content, and the packages that it uses. */
  private record Row(String name, String content, SortedSet<String> uses) {}

  /**
   * Reads the classes of a module.
   *
   * @param module its name, which is also the name of its root package
   */
  protected PackageGraphContract(String module) {
    root = module;
    ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
    classes = new ClassFileImporter().importPath(FOLDER.resolve("target/classes"));
  }

  @Test
  void noPackageIsInACycle() {
    assertThat(classes).isNotEmpty();
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void tableSaysWhichPackagesEachPackageUses() throws IOException {
    var written = new TreeMap<String, SortedSet<String>>();
    rows().forEach(row -> written.put(row.name, row.uses));
    assertThat(written).isEqualTo(built());
  }

  @Test
  void packageUsesOnlyPackagesThatStandAboveItInTheTable() throws IOException {
    assertThat(rows()).last().returns(root, Row::name);
    List<String> above = new ArrayList<>();
    for (Row row : rows()) {
      assertThat(above).as(row.name).containsAll(row.uses);
      above.add(row.name);
    }
  }

  @Test
  void packageInfoBeginsWithTheSentenceOfTheTable() throws IOException {
    for (Row row : rows()) {
      Path file = source(row.name).resolve("package-info.java");
      String comment = Files.readString(file).split("\\*/", 2)[0].replaceAll("[/*\\s]+", " ");
      assertThat(comment.strip()).as(row.name).startsWith(row.content);
    }
  }

  private Path source(String name) {
    String folder = name.equals(root) ? root : root + '.' + name;
    return FOLDER.resolve("src/main/java").resolve(folder.replace('.', '/'));
  }

  private Map<String, SortedSet<String>> built() {
    var packages = new TreeMap<String, SortedSet<String>>();
    for (JavaClass each : classes) {
      if (isOurs(each)) {
        packages.computeIfAbsent(name(each), name -> new TreeSet<>()).addAll(uses(each));
      }
    }
    return packages;
  }

  private SortedSet<String> uses(JavaClass user) {
    return user.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType)
        .filter(this::isOurs)
        .map(this::name)
        .filter(name -> !name.equals(name(user)))
        .collect(toCollection(TreeSet::new));
  }

  private boolean isOurs(JavaClass any) {
    return any.getPackageName().equals(root) || any.getPackageName().startsWith(root + '.');
  }

  /** The last part of a package's name; the root's whole name. */
  private String name(JavaClass any) {
    String full = any.getPackageName();
    return full.equals(root) ? root : full.substring(root.length() + 1);
  }

  /** The rows of the table below the heading of this module, from top to bottom. */
  private List<Row> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.equals("## Packages of " + root))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> new Row(row.group(1), row.group(2).strip(), codes(row.group(3))))
        .toList();
  }

  private static SortedSet<String> codes(String cell) {
    return CODE.matcher(cell)
        .results()
        .map(code -> code.group(1))
        .collect(toCollection(TreeSet::new));
  }
}
