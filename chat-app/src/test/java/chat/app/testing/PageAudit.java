package chat.app.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * An accessibility audit of a page in its current state: axe at level AA, contrast, target sizes,
 * overflow.
 */
public final class PageAudit {
  /**
   * Axe's own script. AxeBuilder, which is not used, sends its 560 kB to the page for each audit
   * and returns each element that passed: 1 s for an audit, instead of 0.2 s.
   */
  private static final String AXE = readResource(AxeBuilder.class, "/axe.min.js");

  private static final String AXE_RUN =
      """
      async (runOnly) => {
        const { passes, violations } = await axe.run({ runOnly, resultTypes: ['violations'] });
        const describe = ({ id, nodes: [first] }) => `${id}: ${first.html} ${first.failureSummary}`;
        return { passes: passes.length, violations: violations.map(describe) };
      }\
      """;

  private static final List<String> LEVEL_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /** The only rule whose result depends on the colour scheme. */
  private static final List<String> CONTRAST = List.of("color-contrast");

  private static final String SCRIPT = readResource(PageAudit.class, "page-audit.js");

  private PageAudit() {}

  private static String readResource(Class<?> owner, String name) {
    try (var file = owner.getResourceAsStream(name)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if the audit has findings. */
  public static void assertAccessible(PageDriver person, Screen screen, String state) {
    assertNoFindings(person, screen, state, LEVEL_AA);
  }

  /** Fails if there is too little contrast; for a state that was audited in other colours. */
  public static void assertContrast(PageDriver person, Screen screen, String state) {
    assertNoFindings(person, screen, state, CONTRAST);
  }

  private static void assertNoFindings(
      PageDriver person, Screen screen, String state, List<String> rules) {
    assertThat(findings(person, screen, false)).as(state).isEmpty();
    Page page = person.page();
    if ((Boolean) page.evaluate("!window.axe")) {
      page.evaluate(AXE);
    }
    var results = (Map<?, ?>) page.evaluate(AXE_RUN, rules);
    assertThat((Integer) results.get("passes")).as(state).isPositive();
    assertThat((List<?>) results.get("violations")).as(state).isEmpty();
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
}
