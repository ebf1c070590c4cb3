package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.Finger;
import chat.app.testing.PageDriver;
import chat.app.testing.TwoUsersExtension;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gestures of a finger on a phone's screen of 390 px: at a message, and from the edges. */
class TouchGesturesIT {
  @RegisterExtension static final TwoUsersExtension MEETING = new TwoUsersExtension();

  /** Enough that the log scrolls. */
  private static final int LINES = 60;

  private final PageDriver ann = MEETING.ann();
  private final PageDriver ming = MEETING.ming();
  private final Page phone = ming.page();
  private Finger finger;

  @BeforeEach
  void touch() {
    finger = new Finger(phone);
  }

  @AfterEach
  void lift() {
    finger.close();
  }

  @Test
  void aSwipeRepliesAndLeavesTheKeyboardAndTheLogAsTheyAre() {
    Locator text = readsInTheMiddle();
    BoundingBox before = text.boundingBox();
    finger.touches(before.x + 80, before.y + 8);
    finger.moves(before.x + 60, before.y + 9);
    finger.moves(before.x + 10, before.y + 9);
    assertThat(phone.locator(".replies-soon")).hasCount(1);
    finger.lifts();

    assertThat(phone.locator("#intent p")).hasText("回复 Ann line 20");
    assertThat(ming.input()).not().isFocused();
    assertThat(phone.locator(".replies-soon")).hasCount(0);
    assertHasNotMoved(text, before);

    // A keyboard that is open stays open.
    ming.input().focus();
    assertThat(ming.input()).isFocused();
    BoundingBox now = text.boundingBox();
    finger.swipes(now.x + 80, now.y + 8, now.x, now.y + 8);
    assertThat(ming.input()).isFocused();
    ming.says("我也是");
    assertThat(ann.message("我也是").locator(".quote")).hasText("Ann line 20");
  }

  @Test
  void aHoldOpensTheActionsAndLeavesTheKeyboardAndTheLogAsTheyAre() {
    Locator text = readsInTheMiddle();
    BoundingBox before = text.boundingBox();
    finger.touches(before.x + 20, before.y + 8);
    assertThat(phone.locator(".actions")).isVisible();
    assertThat(phone.evaluate("() => getSelection().isCollapsed")).isEqualTo(true);
    finger.lifts();

    assertThat(phone.locator(".actions")).isVisible();
    assertThat(ming.input()).not().isFocused();
    assertHasNotMoved(text, before);
    phone.goBack();
    assertThat(phone.locator(".actions")).hasCount(0);
    assertHasNotMoved(text, before);
  }

  @Test
  void aFingerThatMovesAlongScrolls() {
    BoundingBox before = readsInTheMiddle().boundingBox();
    Object top = phone.evaluate("() => document.querySelector('#scroller').scrollTop");
    finger.swipes(before.x + 20, before.y + 8, before.x - 10, before.y - 180);

    phone.waitForFunction("top => document.querySelector('#scroller').scrollTop > top + 50", top);
    assertThat(phone.locator("#intent")).isHidden();
    assertThat(phone.locator(".actions")).hasCount(0);
  }

  @Test
  void aSwipeFromTheRightEdgeOpensPeopleAndDoesNotReply() {
    BoundingBox line = readsInTheMiddle().boundingBox();
    finger.swipes(372, line.y + 8, 250, line.y + 8);

    assertThat(phone.locator("#people")).hasClass("people open");
    assertThat(phone.locator("#intent")).isHidden();
    finger.swipes(120, line.y + 8, 240, line.y + 8);
    assertThat(phone.locator("#people")).hasClass("people");
  }

  @Test
  void aSwipeFromTheLeftEdgeOpensMyRooms() {
    BoundingBox line = readsInTheMiddle().boundingBox();
    double y = line.y + 8;
    String room = phone.url();

    // Before the swipes, because a browser may take a tap soon after one for the end of a fling.
    phone.locator("#rooms-open").tap();
    assertThat(phone.locator("#rooms")).hasClass("rooms-panel open");
    phone.touchscreen().tap(375, y);
    assertRoomsClosed();

    opensRoomsBySwipe(y);
    assertThat(phone.locator("#my-rooms [aria-current]")).containsText(MEETING.room());
    assertThat(ming.input()).not().isFocused();
    ming.screenshot("rooms-by-swipe-zh-390-dark");
    phone.goBack();
    assertRoomsClosed();

    opensRoomsBySwipe(y);
    phone.keyboard().press("Escape");
    assertRoomsClosed();

    opensRoomsBySwipe(y);
    finger.swipes(200, y, 80, y);
    assertRoomsClosed();

    assertThat(phone.locator("#intent")).isHidden();
    assertThat(phone.locator(".actions")).hasCount(0);
    assertThat(ming.input()).not().isFocused();
    assertThat(phone).hasURL(room);
  }

  @Test
  void aSwipeInADialogOpensNoDrawerBelowIt() {
    ming.opens("invite");
    BoundingBox dialog = ming.dialog().boundingBox();
    finger.swipes(12, dialog.y + 20, 180, dialog.y + 20);
    finger.swipes(378, dialog.y + 20, 200, dialog.y + 20);

    assertThat(phone.locator("#rooms")).hasClass("rooms-panel");
    assertThat(phone.locator("#people")).hasClass("people");
    phone.goBack();
    assertThat(ming.dialog()).hasCount(0);
  }

  /** Returns the text of a message in the middle of a log that scrolls both ways. */
  private Locator readsInTheMiddle() {
    ann.saysNumberedLines(MEETING.room(), LINES);
    ming.seesLast("line " + LINES);
    Locator line = ming.numberedMessage("line 20");
    line.evaluate("line => line.scrollIntoView({block: 'center'})");
    assertThat(ming.messageTexts().last()).not().isInViewport();
    assertThat(line).isInViewport();
    return line.locator(".text");
  }

  private void opensRoomsBySwipe(double y) {
    finger.swipes(6, y, 150, y);
    assertThat(phone.locator("#rooms")).hasClass("rooms-panel open");
    assertThat(phone.locator("#rooms-close")).isFocused();
  }

  private void assertRoomsClosed() {
    assertThat(phone.locator("#rooms")).hasClass("rooms-panel");
    assertThat(phone.locator("#veil")).isHidden();
    assertThat(phone.locator("#state")).hasAttribute("data-state", Pattern.compile("^open$"));
    // The history's entry of the drawer is left: the next layer has one of its own.
    phone.waitForCondition(
        () -> (Boolean) phone.evaluate("() => history.state === null || !history.state.layer"));
  }

  /** A pixel more or less is no move, because a place may be a fraction of one. */
  private static void assertHasNotMoved(Locator text, BoundingBox before) {
    text.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    assertThat(text.boundingBox().y).isCloseTo(before.y, Offset.offset(1.0));
  }
}
