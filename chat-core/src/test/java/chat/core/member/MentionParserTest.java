package chat.core.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mentions in texts, with the cases of the page's test. */
class MentionParserTest {
  private static final Path CASES =
      Path.of(System.getProperty("basedir", ""))
          .resolve("../chat-web/src/test/page/model/mentions.tsv");

  /**
   * A line of the cases.
   *
   * @param names of members
   * @param mentioned those that the text mentions
   */
  record Case(String text, Set<String> names, Set<String> mentioned) {
    static Case of(String line) {
      String[] fields = line.split("\t", -1);
      return new Case(fields[0].replace("\\n", "\n"), names(fields[1]), names(fields[2]));
    }

    private static Set<String> names(String field) {
      return field.isEmpty() ? Set.of() : new TreeSet<>(Arrays.asList(field.split("[|]")));
    }
  }

  static List<Case> cases() throws IOException {
    return Files.readAllLines(CASES).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Case::of)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void textMentionsTheNames(Case expected) {
    Map<String, String> ids = new TreeMap<>();
    expected.names.forEach(name -> ids.put(MentionParser.key(name), name));
    Set<String> found =
        MentionParser.mentioned(
            expected.text,
            keys -> {
              assertThat(ids.keySet()).isNotEmpty();
              Map<String, String> known = new TreeMap<>(ids);
              known.keySet().retainAll(keys);
              return known;
            });
    assertThat(found).isEqualTo(expected.mentioned);
  }

  @Test
  void membersAreLookedUpOnlyForATextWithAnAt() {
    var lookups = new AtomicInteger();
    MentionParser.mentioned(
        "no one, me@ann", keys -> Map.of("ann", "x" + lookups.incrementAndGet()));
    assertThat(lookups).hasValue(0);
    MentionParser.mentioned("@ann", keys -> Map.of("ann", "x" + lookups.incrementAndGet()));
    assertThat(lookups).hasValue(1);
  }

  @Test
  void mentionsBeyondTwentyAreNotLookedFor() {
    Set<String> found =
        MentionParser.mentioned("@x ".repeat(20) + "@ann", keys -> Map.of("x", "x", "ann", "ann"));
    assertThat(found).containsExactly("x");
  }
}
