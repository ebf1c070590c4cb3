package chat.app;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** MANUAL.md lists the options that the program has, and the lines of the packages' files. */
class ManualTest {
  /** A row of a table of options: the option, its default, its meaning. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(--[^ `]+)( [^`]+)?` \\|([^|]*)\\| (.+) \\|$", Pattern.MULTILINE);

  /** In what {@code --help} says of an option. */
  private static final Pattern DEFAULT = Pattern.compile("Default: (.+)\\.$");

  private static List<OptionSpec> options() {
    CommandSpec command = Settings.command();
    var _ = new ServerOptions(new OptionSet(command));
    return command.options();
  }

  private static List<MatchResult> rows() throws IOException {
    // An escaped bar stands in a cell and ends none.
    String manual = Files.readString(Path.of("MANUAL.md")).replace("\\|", "¦");
    return ROW.matcher(manual).results().toList();
  }

  private static String cell(MatchResult row, int group) {
    return row.group(group) == null ? "" : row.group(group).strip().replace('¦', '|');
  }

  /** NginxIT runs the lines of the manual. */
  @Test
  void theFileForNginxInThePackagesHasTheLinesOfTheManual() throws IOException {
    String manual = Files.readString(Path.of("MANUAL.md"));
    String file = Files.readString(Path.of("src/package/nginx.conf"));
    List<String> lines =
        Stream.of(
                Pattern.compile("(?s)\nnginx:\n\n(.*? {4}})\n\nwith"),
                Pattern.compile("`(map \\$http_upgrade [^`]+)`"),
                Pattern.compile("(?s)\n {4}(map \\$uri .*?)\n\nThere are"))
            .map(block -> block.matcher(manual).results().findFirst().orElseThrow().group(1))
            .flatMap(String::lines)
            .map(line -> line.replaceFirst(" +#.*", "").strip())
            .toList();
    assertThat(lines).hasSizeGreaterThan(14);
    assertThat(file.lines().map(String::strip).toList()).containsAll(lines);
  }

  @Test
  void everyOptionIsListedOnceAndNoOtherIs() throws IOException {
    assertThat(rows().stream().map(row -> row.group(1)).toList())
        .containsExactlyInAnyOrderElementsOf(
            options().stream().map(OptionSpec::longestName).toList());
  }

  @Test
  void theValueOfEachOptionIsCalledAsInTheHelp() throws IOException {
    // A switch takes a value, too, which the manual leaves out.
    Map<String, String> labels =
        options().stream()
            .filter(option -> option.arity().min() > 0)
            .collect(toMap(OptionSpec::longestName, OptionSpec::paramLabel));
    Map<String, String> written =
        rows().stream()
            .filter(row -> row.group(2) != null)
            .collect(toMap(row -> row.group(1), row -> cell(row, 2)));
    assertThat(labels).isNotEmpty();
    assertThat(written).isEqualTo(labels);
  }

  @Test
  void theDefaultOfEachOptionIsThatOfTheHelp() throws IOException {
    Map<String, String> defaults =
        options().stream()
            .flatMap(option ->
                DEFAULT
                    .matcher(String.join(" ", option.description()))
                    .results()
                    .map(found -> Map.entry(option.longestName(), found.group(1))))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    Map<String, String> written =
        rows().stream()
            .filter(row -> defaults.containsKey(row.group(1)))
            .collect(toMap(row -> row.group(1), row -> cell(row, 3).replace("`", "")));
    assertThat(defaults).isNotEmpty();
    assertThat(written).isEqualTo(defaults);
  }
}
