package chat.app.consistency;

import static chat.app.consistency.SampleConversation.BYE;
import static chat.app.consistency.SampleConversation.CORRECTED;
import static chat.app.consistency.SampleConversation.HELLO;
import static chat.app.consistency.SampleConversation.HI;
import static chat.app.consistency.SampleConversation.LIKED;
import static chat.app.consistency.SampleConversation.acknowledged;
import static chat.app.consistency.SampleConversation.entry;
import static chat.app.consistency.SampleConversation.log;
import static chat.app.consistency.SampleConversation.received;
import static chat.app.consistency.SampleConversation.replace;
import static chat.app.consistency.SampleConversation.welcomed;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The checker finds entries that were delivered never, twice, in another order or with another
 * content.
 */
class DeliveryViolationsTest {
  private final SampleConversation logs = new SampleConversation();
  private final List<ClientEvent> ann = logs.ann;
  private final List<ClientEvent> bob = logs.bob;
  private final List<ClientEvent> newcomer = logs.newcomer;

  @Test
  void findsNothingInACorrectConversation() {
    logs.assertViolations();
  }

  @Test
  void findsNothingWhereAClientBeginsAnewAtAServerThatIsBehind() {
    log(bob, welcomed(4), received(BYE));
    logs.assertViolations();
  }

  @Test
  void findsAChangeThatWasNotDelivered() {
    replace(bob, received(CORRECTED));
    logs.assertViolations(Kind.GAP);
  }

  @Test
  void findsAMessageThatWasNotDelivered() {
    replace(ann, received(HI));
    // Once at the next number, once at the end.
    logs.assertViolations(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastMessageWasNotDelivered() {
    replace(bob, received(BYE));
    // As the end of the delivery, and as a message that was neither delivered nor read.
    logs.assertViolations(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastReactionWasNotDelivered() {
    Action.React unlike = new Action.React(1, "👍", false);
    log(bob, new ClientEvent.Sent(3, "b3", unlike), acknowledged("b3", 6));
    log(bob, received(entry(6, "bob", "", unlike)));
    newcomer.set(0, welcomed(6));
    logs.assertViolations(Kind.GAP);
  }

  @Test
  void findsAnEntryThatNoClientReceived() {
    replace(ann, received(LIKED));
    replace(bob, received(LIKED));
    assertThat(logs.violations())
        .extracting(Violation::kind)
        .contains(Kind.GAP, Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAnEntryThatAReplayRepeated() {
    replace(bob, received(CORRECTED), received(CORRECTED), received(CORRECTED));
    logs.assertViolations(Kind.DUPLICATE);
  }

  @Test
  void findsAnEntryThatWasDeliveredTooLate() {
    replace(ann, received(HELLO));
    replace(ann, received(HI), received(HI), received(HELLO));
    logs.assertViolations(Kind.GAP, Kind.OUT_OF_ORDER);
  }

  @Test
  void findsTwoTextsUnderOneNumber() {
    replace(bob, received(BYE), received(entry(5, "ann", "a3", new Action.Say("by"))));
    assertThat(logs.violations()).extracting(Violation::kind).contains(Kind.DIVERGENT);
  }

  @Test
  void findsTwoMessagesUnderOneNumber() {
    replace(bob, received(BYE), received(entry(5, "ann", "a4", new Action.Say("bye"))));
    logs.assertViolations(Kind.DIVERGENT, Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsThatTwoMessagesOfAMemberWereReordered() {
    replace(
        ann,
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        new ClientEvent.Sent(7, "a1", new Action.Say("hello")));
    logs.assertViolations(Kind.REORDERED);
  }

  @Test
  void findsACloseCodeOfAnError() {
    replace(bob, new ClientEvent.Disconnected(0, false), new ClientEvent.Disconnected(1011, false));
    logs.assertViolations(Kind.ERROR_CLOSE);
  }
}
