package chat.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * An accessibility audit of a page in its current state: axe at level AA, contrast, target sizes,
 * overflow.
 */
public final class PageAudit {
  private static final List<String> LEVEL_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private static final String SCRIPT = readScript();

  private PageAudit() {}

  private static String readScript() {
    try (var file = PageAudit.class.getResourceAsStream("page-audit.js")) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the audit has findings. */
  public static void assertAccessible(PageDriver person, Screen screen, String state) {
    assertThat(findings(person, screen, false)).as(state).isEmpty();
    var found = new AxeBuilder(person.page()).withTags(LEVEL_AA).setLegacyMode(true).analyze();
    assertThat(found.getPasses()).as(state).isNotEmpty();
    assertThat(found.getViolations()).as(state).extracting(PageAudit::describe).isEmpty();
  }

  /** Fails if a name or picture has too little contrast in any colour that a member can get. */
  public static void assertReadableInEveryColour(PageDriver person, Screen screen, String state) {
    assertThat(findings(person, screen, true)).as(state).isEmpty();
  }

  /** The findings of the script; {@code people}: in all colours of members, too. */
  public static List<?> findings(PageDriver person, Screen screen, boolean people) {
    var asked = Map.of("finger", screen.isPhone(), "people", people);
    return (List<?>) person.page().evaluate(SCRIPT, asked);
  }

  private static String describe(Rule violation) {
    var node = violation.getNodes().getFirst();
    return violation.getId() + ": " + node.getHtml() + ' ' + node.getFailureSummary();
  }
}
