package chat.app.image;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleDescriptor.Provides;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** module-graph.md tells the truth about the modules that were built. */
class ModuleGraphIT {
  private static final Path PAGE = Path.of(System.getProperty("chat.root"), "module-graph.md");

  // The client is no part of the server.
  private static final ModuleFinder MODULES =
      ModuleFinder.compose(
          ModuleFinder.of(modulePath()),
          ModuleFinder.of(Path.of(System.getProperty("chat.root"), "chat-client/target/classes")));

  // One end of an arrow: an id, and at its first mention what is written on it.
  private static final String END = "(\\w+)(?:\\(?\\[\"([\\w.]+)\"]\\)?)?";
  private static final Pattern ARROW =
      Pattern.compile("\\s*" + END + " (-->|-\\. \\w+ \\.->) " + END);

  @Test
  void theTableSaysOfEachModuleWhatItsDescriptorSays() throws IOException {
    assertThat(builtModules()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(table()).isEqualTo(describe(builtModules()));
  }

  @Test
  void theArrowsAreWhatTheDescriptorsRequireAndUseAndProvide() throws IOException {
    assertThat(arrows()).isEqualTo(describeArrows(builtModules()));
  }

  @Test
  void theDomainRequiresNothing() {
    ModuleDescriptor core = MODULES.find("chat.core").orElseThrow().descriptor();
    assertThat(core.requires()).extracting(Requires::name).containsExactly("java.base");
  }

  @Test
  void everyModuleHasADescriptor() {
    assertThat(MODULES.findAll())
        .extracting(ModuleReference::descriptor)
        .isNotEmpty()
        .noneMatch(ModuleDescriptor::isAutomatic);
  }

  private static Path[] modulePath() {
    return Stream.of(System.getProperty("chat.modules").split(File.pathSeparator))
        .map(Path::of)
        .toArray(Path[]::new);
  }

  private static List<ModuleDescriptor> builtModules() {
    return MODULES.findAll().stream()
        .map(ModuleReference::descriptor)
        .filter(module -> module.name().startsWith("chat."))
        .toList();
  }

  private static SortedMap<String, String> describe(Collection<ModuleDescriptor> modules) {
    var rows = new TreeMap<String, String>();
    for (ModuleDescriptor module : modules) {
      rows.put(
          module.name(),
          row(
              List.of(
                  names(required(module), Requires::name),
                  names(module.exports(), Exports::toString),
                  module.uses(),
                  names(module.provides(), Provides::service))));
    }
    return rows;
  }

  private static SortedMap<String, String> table() throws IOException {
    var rows = new TreeMap<String, String>();
    for (String line : Files.readAllLines(PAGE)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 8 && cells[1].contains("`")) {
        assertThat(cells[2]).as("why %s exists", cells[1]).isNotBlank();
        rows.put(
            codes(cells[1]).getFirst(),
            row(List.of(codes(cells[3]), codes(cells[4]), codes(cells[5]), codes(cells[6]))));
      }
    }
    return rows;
  }

  private static String row(List<Collection<String>> cells) {
    return cells.stream().map(cell -> new TreeSet<>(cell).toString()).collect(joining(" | "));
  }

  private static List<String> codes(String cell) {
    return Pattern.compile("`([^`]+)`").matcher(cell).results().map(code -> code.group(1)).toList();
  }

  private static SortedSet<String> describeArrows(Collection<ModuleDescriptor> modules) {
    var arrows = new TreeSet<String>();
    for (ModuleDescriptor module : modules) {
      required(module)
          .map(Requires::name)
          .filter(name -> name.startsWith("chat."))
          .forEach(name -> arrows.add(module.name() + " --> " + name));
      module.uses().forEach(service -> arrows.add(module.name() + " -. uses .-> " + service));
      module
          .provides()
          .forEach(
              provides -> arrows.add(module.name() + " -. provides .-> " + provides.service()));
    }
    return arrows;
  }

  private static SortedSet<String> arrows() throws IOException {
    var arrows = new TreeSet<String>();
    Map<String, String> names = new HashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher arrow = ARROW.matcher(line);
      if (arrow.matches()) {
        String from = name(names, arrow.group(1), arrow.group(2));
        String to = name(names, arrow.group(4), arrow.group(5));
        arrows.add(from + " " + arrow.group(3) + " " + to);
      }
    }
    return arrows;
  }

  private static String name(Map<String, String> names, String id, String written) {
    if (written != null) {
      names.put(id, written);
    }
    return names.getOrDefault(id, "(nothing is written on " + id + ")");
  }

  private static Stream<Requires> required(ModuleDescriptor module) {
    return module.requires().stream().filter(requires -> !requires.name().equals("java.base"));
  }

  private static <T> List<String> names(Collection<T> things, Function<T, String> name) {
    return names(things.stream(), name);
  }

  private static <T> List<String> names(Stream<T> things, Function<T, String> name) {
    return things.map(name).toList();
  }
}
