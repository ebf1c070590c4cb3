package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Refusal;
import chat.core.name.InvalidNameException;
import chat.web.i18n.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The texts of the pages: one line in each language for each key, and each key used somewhere. A
 * text is used by its whole key, or by a key whose end is computed, as in {@code "reason." + code}.
 */
class PageTextsTest {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");
  private static final Pattern IN_TEMPLATE = Pattern.compile("#\\{([a-z0-9.-]+)}");
  private static final Pattern IN_JAVA = Pattern.compile("\"([a-z0-9.-]+)\"");
  private static final Pattern JAVA_PREFIX = Pattern.compile("\"([a-z-]+[a-z.-]*[.-])\" \\+");
  private static final Pattern IN_SCRIPT = Pattern.compile("'([a-z0-9.-]+)'");
  private static final Pattern SCRIPT_PREFIX = Pattern.compile("`([a-z.-]+\\.)\\$\\{");
  private static final Pattern SCRIPT_CALL =
      Pattern.compile("\\b(text|phrase|counted)\\(\\s*'([a-z.-]+)'");

  private static final Path TEMPLATES = Path.of("src/main/resources/web-pages");
  private static final Path SCRIPTS = Path.of("src/main/page");
  private static final Path JAVA = Path.of("src/main/java");

  @Test
  void bothLanguagesHaveTheSameKeysAndPlaceholders() {
    Messages chinese = Messages.of(Messages.CHINESE);
    Messages english = Messages.of(Messages.ENGLISH);

    // Chinese has no singular.
    assertThat(english.keys().filter(key -> !key.endsWith(".one") || chinese.has(key)))
        .containsExactlyElementsOf(chinese.keys().toList());
    assertThat(chinese.keys())
        .allSatisfy(key ->
            assertThat(placeholders(chinese.get(key))).isEqualTo(placeholders(english.get(key))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyRefusalHasATextOfItsOwn(Locale language) {
    String general = Messages.of(language).refusal("nobody put this into words");
    Stream<String> codes =
        Stream.concat(
            Arrays.stream(InvalidNameException.Reason.values())
                .map(reason -> "nickname-" + reason.code()),
            Arrays.stream(Refusal.Code.values()).map(Refusal.Code::reason));

    assertThat(codes.map(code -> Messages.of(language).refusal(code)))
        .doesNotContain(general)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyKeyThatAScriptNamesExists(Locale language) {
    List<String> known =
        Messages.of(language).scriptMessages().stream().map(text -> text.get("key")).toList();
    List<String> keys =
        SCRIPT_CALL
            .matcher(sources(SCRIPTS, ".js"))
            .results()
            .map(call -> call.group(2) + (call.group(1).equals("counted") ? ".other" : ""))
            .toList();

    assertThat(keys).hasSizeGreaterThan(20);
    assertThat(known).containsAll(keys);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "en"})
  void everyKeyThatATemplateNamesExists(Locale language) {
    Set<String> keys = found(IN_TEMPLATE, sources(TEMPLATES, ".html"));

    assertThat(keys).hasSizeGreaterThan(20);
    assertThat(Messages.of(language).keys()).containsAll(keys);
  }

  @Test
  void everyKeyIsUsed() {
    String java = sources(JAVA, ".java");
    String scripts = sources(SCRIPTS, ".js");
    Set<String> ofTheServer = found(IN_TEMPLATE, sources(TEMPLATES, ".html"));
    ofTheServer.addAll(found(IN_JAVA, java));
    Set<String> serverPrefixes = found(JAVA_PREFIX, java);
    Set<String> ofTheScripts = found(IN_SCRIPT, scripts);
    Set<String> scriptPrefixes = found(SCRIPT_PREFIX, scripts);

    assertThat(Messages.of(Messages.ENGLISH).keys())
        .allMatch(key ->
            isUsed(key, ofTheServer, serverPrefixes)
                || isUsed(scriptKey(key), ofTheScripts, scriptPrefixes)
                || isUsed(
                    scriptKey(key).replaceFirst("\\.(one|other)$", ""), ofTheScripts, Set.of()));
  }

  private static boolean isUsed(String key, Set<String> whole, Set<String> prefixes) {
    return whole.contains(key) || prefixes.stream().anyMatch(key::startsWith);
  }

  /** A key as the scripts know it. */
  private static String scriptKey(String key) {
    return key.replaceFirst("^live\\.", "");
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static List<String> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results().map(MatchResult::group).sorted().toList();
  }

  /** All files of a kind in a folder, one after the other. */
  private static String sources(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .map(PageTextsTest::read)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
