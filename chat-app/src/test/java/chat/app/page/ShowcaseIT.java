package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.Landscape;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The README's screenshots: a room with pictures, a thread and other rooms, in both languages. */
@Tag("long")
class ShowcaseIT {
  private static final int PICTURES = 3;

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forAllTests("--message-rate", "off");

  @Test
  void aRoomInBothLanguages() throws Exception {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH.sized(1440, 900));
        PageDriver ming = STAGE.signIn("小明", Screen.CHINESE.phone().dark());
        RoomMember ben = new RoomMember(STAGE.address(), "Ben");
        RoomMember lei = new RoomMember(STAGE.address(), "李雷")) {
      for (String room : new String[] {"reading-group", "周末羽毛球", "on-call", "设计-2026", "garden"}) {
        ann.opensRoom(room);
        ming.opensRoom(room);
      }
      ben.enter("garden");
      lei.enter("garden");
      talk(ann, ming, ben, lei);
      elsewhere(ben, lei);
      assertThat(ann.page().locator("#log img")).hasCount(PICTURES);
      ann.message("Shall we plant the tomatoes there?").locator("button.replies").click();
      assertThat(ann.page().locator(".thread").getByText("靠篱笆最好，太阳多")).isVisible();
      ann.page().mouse().move(0, 0);
      assertThat(ann.page().locator(".rooms-panel .badge.mention")).isVisible();
      ann.page()
          .waitForFunction(
              "[...document.querySelectorAll('#log img')].every((each) => each.complete)");
      ann.screenshot("showcase-en");
      ming.page()
          .waitForFunction(
              "[...document.querySelectorAll('#log img')].every((each) => each.complete)");
      ming.screenshot("showcase-zh-phone");
    }
  }

  private static void talk(PageDriver ann, PageDriver ming, RoomMember ben, RoomMember lei)
      throws Exception {
    ann.says("Is Saturday still on?");
    ann.says("I can bring the tomato plants.");
    ming.seesLast("Is Saturday still on?", "I can bring the tomato plants.");
    ming.says("是的，十点开始 🌱");
    ann.seesLast("是的，十点开始 🌱");
    lei.says("带手套和水壶就好");
    long beds =
        ben.says("The beds this morning", Landscape.jpeg(1), Landscape.jpeg(5), Landscape.jpeg(9));
    ann.seesLast("The beds this morning");
    ann.says("Lovely!");
    ming.seesLast("Lovely!");
    long question = lei.says("@Ann can you open the gate at 9?");
    ann.seesLast("@Ann can you open the gate at 9?");
    ben.reacts(question, "👍");
    ann.says("Shall we plant the tomatoes there?");
    long plan = ben.lastSeq("Shall we plant the tomatoes there?");
    ben.replies(plan, "Yes, by the fence: the most sun.");
    lei.replies(plan, "靠篱笆最好，太阳多");
    ming.seesLast("靠篱笆最好，太阳多");
    lei.reacts(beds, "😍");
    ben.says("🍅🍅");
    ann.seesLast("🍅🍅");
  }

  private static void elsewhere(RoomMember ben, RoomMember lei) throws Exception {
    lei.enter("设计-2026");
    lei.says("@Ann 新的图标你看过了吗？");
    ben.enter("on-call");
    for (int alarm = 1; alarm <= 12; alarm++) {
      ben.says("Alarm " + alarm + " is over.");
    }
  }
}
