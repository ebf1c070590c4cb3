package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import chat.app.testing.TestPictures;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Ten photographs from a phone over a slow line that is cut twice, with a reload and a kill of the
 * server in between: all ten arrive, once, in order, and what was written after them comes after
 * them.
 */
class UploadFaultsIT {
  /** 4 Mbit/s. */
  private static final int SLOW = 4_000_000 / 8;

  private static final int PHOTOGRAPHS = 10;
  private static final int PATIENCE = 180_000;

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forEachTest("--message-rate", "off");

  @Test
  void smallPicturesArriveOnceAndInOrder() throws Exception {
    surviveFaults(index -> TestPictures.noisyJpeg(name(index), 150, 150));
  }

  @Test
  @Tag("long")
  void photographsOf4MegabytesArriveOnceAndInOrder() throws Exception {
    surviveFaults(index -> {
      FilePayload photograph = TestPictures.noisyJpeg(name(index), 2560, 2400);
      assertThat(photograph.buffer.length).isBetween(3_500_000, 5_500_000);
      return photograph;
    });
  }

  private static void surviveFaults(IntFunction<FilePayload> pictures) throws IOException {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH.phone())) {
      Page page = bob.page();
      page.setDefaultTimeout(PATIENCE);
      CDPSession line = page.context().newCDPSession(page);
      setLine(line, false);
      page.locator("#attach-files")
          .setInputFiles(
              IntStream.range(0, PHOTOGRAPHS).mapToObj(pictures).toArray(FilePayload[]::new));
      assertThat(page.locator("#attachments li")).hasCount(PHOTOGRAPHS);
      bob.says("ten photographs");
      assertThat(bob.input()).hasValue("");
      bob.says("after them");

      awaitUploaded(page, 2);
      cut(line, page);
      awaitUploaded(page, 4);
      page.reload();
      awaitUploaded(page, 5);
      STAGE.restart();
      awaitUploaded(page, 7);
      cut(line, page);

      page.waitForCondition(() -> page.locator(".pending").count() == 0);
      assertHas(ann);
      assertHas(bob);
      ann.page().reload();
      assertHas(ann);
    }
  }

  private static void assertHas(PageDriver member) {
    member.seesLast("ten photographs", "after them");
    assertThat(member.shownTexts()).containsExactly("ten photographs", "after them");
    Locator pictures = member.message("ten photographs").locator(".picture[href] img");
    assertThat(pictures).hasCount(PHOTOGRAPHS);
    Object names = pictures.evaluateAll("(pictures) => pictures.map((picture) => picture.alt)");
    assertThat(names)
        .isEqualTo(IntStream.range(0, PHOTOGRAPHS).mapToObj(UploadFaultsIT::name).toList());
    List<?> addresses =
        (List<?>)
            member
                .page()
                .locator(".picture")
                .evaluateAll("(links) => links.map((link) => link.href)");
    assertThat(addresses).hasSize(PHOTOGRAPHS).doesNotHaveDuplicates();
  }

  private static String name(int index) {
    return "photograph-" + index + ".jpg";
  }

  /** Waits until so many pictures are uploaded. */
  private static void awaitUploaded(Page page, int count) {
    page.waitForFunction(
        "(count) => document.querySelectorAll('.files progress[hidden]').length >= count", count);
  }

  /** Cuts the line until the page says so. */
  private static void cut(CDPSession line, Page page) {
    setLine(line, true);
    assertThat(page.locator("#state")).hasAttribute("data-state", "offline");
    setLine(line, false);
  }

  /** Sets the speed of the line, or cuts it. */
  private static void setLine(CDPSession line, boolean cut) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", cut);
    conditions.addProperty("latency", 20);
    conditions.addProperty("downloadThroughput", SLOW);
    conditions.addProperty("uploadThroughput", SLOW);
    line.send("Network.emulateNetworkConditions", conditions);
  }
}
