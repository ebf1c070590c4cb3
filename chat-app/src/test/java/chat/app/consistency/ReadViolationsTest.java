package chat.app.consistency;

import static chat.app.consistency.SampleConversation.AT;
import static chat.app.consistency.SampleConversation.BYE;
import static chat.app.consistency.SampleConversation.CORRECTED;
import static chat.app.consistency.SampleConversation.CORRECTED_HELLO;
import static chat.app.consistency.SampleConversation.HELLO;
import static chat.app.consistency.SampleConversation.HI;
import static chat.app.consistency.SampleConversation.LIKED;
import static chat.app.consistency.SampleConversation.LIKED_HELLO;
import static chat.app.consistency.SampleConversation.acknowledged;
import static chat.app.consistency.SampleConversation.entry;
import static chat.app.consistency.SampleConversation.erased;
import static chat.app.consistency.SampleConversation.history;
import static chat.app.consistency.SampleConversation.log;
import static chat.app.consistency.SampleConversation.page;
import static chat.app.consistency.SampleConversation.received;
import static chat.app.consistency.SampleConversation.reconnected;
import static chat.app.consistency.SampleConversation.replace;
import static chat.app.consistency.SampleConversation.welcomed;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.Violation.Kind;
import chat.core.log.Cursor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker finds reconnects and pages that do not agree with the stored entries. */
class ReadViolationsTest {
  private final SampleConversation logs = new SampleConversation();
  private final List<ClientEvent> ann = logs.ann;
  private final List<ClientEvent> bob = logs.bob;
  private final List<ClientEvent> newcomer = logs.newcomer;

  @Test
  void findsARoomThatLostAnEntryOfItsClient() {
    log(ann, reconnected("E", 5, 4, false));
    assertThat(logs.violations()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnEpochThatChanged() {
    log(bob, new ClientEvent.Welcomed(Optional.of(new Cursor("E", 5)), new Cursor("F", 5), false));
    logs.assertViolations(Kind.EPOCH_CHANGED);
  }

  @Test
  void findsAValidCursorThatWasNotResumed() {
    log(bob, reconnected("E", 3, 5, false));
    logs.assertViolations(Kind.WRONG_RESUME);
  }

  @Test
  void findsAForeignCursorThatWasResumed() {
    log(bob, reconnected("F", 5, 5, true));
    logs.assertViolations(Kind.WRONG_RESUME);
  }

  @Test
  void allowsAForeignCursorToGetAHistory() {
    log(bob, reconnected("F", 5, 5, false));
    logs.assertViolations();
  }

  @Test
  void allowsAClientToReadWhatWasNotDelivered() {
    reconnectWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    log(bob, page(2, 4, false, LIKED_HELLO));
    logs.assertViolations();
  }

  @Test
  void findsAGapThatWasNotFilled() {
    reconnectWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    bob.remove(received(HELLO));
    logs.assertViolations(Kind.GAP);
  }

  @Test
  void findsAMessageMissingInAHistory() {
    reconnectWithoutCursor(history(4, false, LIKED_HELLO));
    assertThat(logs.violations()).extracting(Violation::kind).contains(Kind.GAP);
  }

  @Test
  void allowsAHistoryToBeNewerThanTheWelcome() {
    log(bob, welcomed(3), history(3, false, LIKED_HELLO, MessageSnapshot.of(HI)));
    log(bob, welcomed(3), history(3, false, CORRECTED_HELLO, MessageSnapshot.of(HI)));
    // The room that went back is a violation; the messages that it showed are not.
    assertThat(logs.violations()).extracting(Violation::kind).doesNotContain(Kind.DIVERGENT);
  }

  @Test
  void findsAPageThatIsNewerThanItSays() {
    log(bob, page(2, 3, false, LIKED_HELLO));
    logs.assertViolations(Kind.DIVERGENT);
  }

  @Test
  void findsAnEditThatWasLost() {
    replace(
        newcomer,
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)),
        page(5, 5, false, MessageSnapshot.of(HELLO), MessageSnapshot.of(HI)));
    logs.assertViolations(Kind.DIVERGENT);
  }

  @Test
  void allowsATextToBeErasedInAReplay() {
    ReceivedEntry gone = entry(6, "ann", "", new Action.Delete(1));
    log(
        ann,
        new ClientEvent.Sent(4, "a4", new Action.Delete(1)),
        acknowledged("a4", 6),
        received(gone));
    log(bob, received(gone));
    MessageSnapshot bare = new MessageSnapshot(1, AT, "ann", "a1", "", false, true, Map.of());
    newcomer.clear();
    log(
        newcomer,
        welcomed(6),
        page(7, 6, false, bare, MessageSnapshot.of(HI), MessageSnapshot.of(BYE)),
        reconnected("E", 0, 6, true),
        received(erased(HELLO)),
        received(HI),
        received(erased(CORRECTED)),
        received(LIKED),
        received(BYE),
        received(gone));
    logs.assertViolations();
  }

  private void reconnectWithoutCursor(ClientEvent history) {
    bob.subList(1, bob.size()).clear();
    log(
        bob,
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b1", 2),
        acknowledged("b2", 4),
        received(HELLO),
        welcomed(4),
        history,
        received(BYE));
  }
}
