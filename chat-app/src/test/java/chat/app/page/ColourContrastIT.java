package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageAudit;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page can be read in every colour scheme, and nothing moves where reduced motion is preferred.
 */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class ColourContrastIT {
  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forAllTests("--message-rate", "off", "--leave-grace", "0s");

  private PageDriver ann;
  private PageDriver bob;

  @BeforeAll
  void aConversationWithEveryKindOfContent() {
    ann = STAGE.signIn("Ann", Screen.ENGLISH);
    bob = STAGE.signIn("Bob", Screen.ENGLISH);
    bob.says("@Ann, **see** https://example.org and `code`\n\n> a quote\n\n```\nmore code\n```");
    assertThat(ann.messageTexts()).hasCount(1);
    ann.says("@Bob _thank you_, `code`\n\n> [linked](https://example.org)");
    ann.says("taken back");
    bob.sees("taken back");
    ann.numberedMessage("taken back").focus();
    ann.page().keyboard().press("d");
    ann.page().keyboard().press("Enter");
    ann.sees("This message was taken back");
    ann.hasSentEverything();
    ann.setOnline(false);
    ann.says("waits");
  }

  @AfterAll
  void closePages() {
    ann.close();
    bob.close();
  }

  @ParameterizedTest
  @CsvSource({"LIGHT, NO_PREFERENCE, NONE", "DARK, MORE, NONE"})
  void namesCanBeReadInEveryColour(ColorScheme colours, Contrast contrast, ForcedColors forced) {
    audit(colours, contrast, forced);
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "DARK, NO_PREFERENCE, NONE",
    "LIGHT, MORE, NONE",
    "LIGHT, NO_PREFERENCE, ACTIVE",
    "DARK, NO_PREFERENCE, ACTIVE",
  })
  void namesCanBeReadInAllColourSchemes(
      ColorScheme colours, Contrast contrast, ForcedColors forced) {
    audit(colours, contrast, forced);
  }

  private void audit(ColorScheme colours, Contrast contrast, ForcedColors forced) {
    String seen = "colours-" + colours + '-' + contrast + '-' + forced;
    ann.page()
        .emulateMedia(
            new EmulateMediaOptions()
                .setColorScheme(colours)
                .setContrast(contrast)
                .setForcedColors(forced)
                .setReducedMotion(ReducedMotion.REDUCE));
    ann.screenshot(seen);
    if (forced == ForcedColors.NONE) {
      // axe does not know all of the system colours that replace those of the page.
      PageAudit.assertAccessible(ann, Screen.ENGLISH, seen);
    }
    PageAudit.assertReadableInEveryColour(ann, Screen.ENGLISH, seen);
    ann.message("waits").hover();
    PageAudit.assertReadableInEveryColour(ann, Screen.ENGLISH, seen + ", pointed at");
    ann.page().locator(".message .who").first().click();
    assertThat(ann.dialog()).isVisible();
    PageAudit.assertReadableInEveryColour(ann, Screen.ENGLISH, seen + ", a profile");
    ann.page().keyboard().press("Escape");
  }

  @Test
  void theAuditFindsTooLittleContrast() {
    bob.page()
        .evaluate(
            """
            () => {
              const pale = 'light-dark(oklch(0.6 0.09 var(--hue)), oklch(0.4 0.05 var(--hue)))';
              document.querySelectorAll('.avatar').forEach((avatar) => (avatar.style.color = pale));
            }\
            """);
    assertThat(PageAudit.findings(bob, Screen.ENGLISH, false)).isNotEmpty();
    assertThat(PageAudit.findings(bob, Screen.ENGLISH, true))
        .anySatisfy(fault -> assertThat(fault.toString()).startsWith("in hue 359 it is pale"));
  }

  @Test
  void nothingMovesWithReducedMotion() {
    String moving = "() => document.getAnimations().length";
    String slow =
        "() => [...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration) > 0).length";
    bob.page()
        .emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
    assertThat((int) bob.page().evaluate(slow)).isPositive();
    bob.page().emulateMedia(new EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    assertThat(bob.page().evaluate(slow)).isEqualTo(0);
    bob.opensSettings();
    assertThat(bob.page().evaluate(moving)).isEqualTo(0);
    bob.page().keyboard().press("Escape");
  }
}
