package chat.app.consistency;

import static chat.app.consistency.SampleConversation.BYE;
import static chat.app.consistency.SampleConversation.HI;
import static chat.app.consistency.SampleConversation.LIKED_HELLO;
import static chat.app.consistency.SampleConversation.acknowledged;
import static chat.app.consistency.SampleConversation.entry;
import static chat.app.consistency.SampleConversation.log;
import static chat.app.consistency.SampleConversation.page;
import static chat.app.consistency.SampleConversation.received;
import static chat.app.consistency.SampleConversation.reconnected;
import static chat.app.consistency.SampleConversation.replace;
import static chat.app.consistency.SampleConversation.welcomed;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.Violation.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The checker finds acknowledgements, refusals and ids that do not agree with the stored entries.
 */
class AcknowledgementViolationsTest {
  private final SampleConversation logs = new SampleConversation();
  private final List<ClientEvent> ann = logs.ann;
  private final List<ClientEvent> bob = logs.bob;
  private final List<ClientEvent> newcomer = logs.newcomer;

  @Test
  void findsAnAcknowledgedMessageThatIsMissing() {
    loseTheLastMessage();
    replace(ann, received(BYE));
    replace(bob, received(BYE));
    logs.assertViolations(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsADeliveredMessageThatIsMissing() {
    loseTheLastMessage();
    replace(ann, acknowledged("a3", 5));
    replace(ann, new ClientEvent.Sent(3, "a3", new Action.Say("bye")));
    assertThat(logs.violations()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnAcknowledgedMessageWhoseNumberBelongsToAnother() {
    ReceivedEntry other = entry(5, "bob", "b3", new Action.Say("other"));
    log(bob, new ClientEvent.Sent(3, "b3", new Action.Say("other")), acknowledged("b3", 5));
    replace(bob, received(BYE), received(other));
    replace(ann, received(BYE));
    replace(
        newcomer,
        page(6, 5, true, MessageSnapshot.of(BYE)),
        page(6, 5, true, MessageSnapshot.of(other)));
    assertThat(logs.violations())
        .extracting(Violation::kind)
        .contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SHARED_ENTRY);
  }

  @Test
  void findsAnIdThatWasStoredTwice() {
    ReceivedEntry again = entry(6, "bob", "b1", new Action.Say("hi"));
    log(ann, received(again));
    log(bob, received(again), acknowledged("b1", 6));
    newcomer.clear();
    log(
        newcomer,
        welcomed(6),
        page(
            7,
            6,
            false,
            LIKED_HELLO,
            MessageSnapshot.of(HI),
            MessageSnapshot.of(BYE),
            MessageSnapshot.of(again)));
    logs.assertViolations(Kind.DUPLICATE_ID, Kind.DUPLICATE_ID);
  }

  @Test
  void findsAnEntryWithoutAnIdThatWasStoredTwice() {
    ReceivedEntry again = entry(6, "bob", "", new Action.React(1, "👍", true));
    log(ann, received(again));
    log(bob, received(again));
    newcomer.set(0, welcomed(6));
    logs.assertViolations(Kind.UNREQUESTED);
  }

  @Test
  void findsTwoIdsThatWereAcknowledgedAsOneEntry() {
    Action same = new Action.React(1, "👍", true);
    log(bob, new ClientEvent.Sent(3, "b3", same), acknowledged("b3", 4));
    logs.assertViolations(Kind.SHARED_ENTRY);
  }

  @Test
  void findsAnAcknowledgementOfAnotherEntry() {
    replace(ann, acknowledged("a2", 3), acknowledged("a2", 4));
    assertThat(logs.violations())
        .extracting(Violation::kind)
        .contains(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsARequestWithoutAnAnswer() {
    log(bob, new ClientEvent.Sent(3, "b3", new Action.Say("hm")));
    logs.assertViolations(Kind.UNANSWERED);
  }

  @Test
  void findsARefusedMessageThatWasStored() {
    log(ann, new ClientEvent.Refused("a3", "too-long"));
    logs.assertViolations(Kind.REFUSED_BUT_KEPT);
  }

  @Test
  void allowsAMessageToBeStoredAfterATemporaryRefusal() {
    log(ann, new ClientEvent.Refused("a3", "not-kept"));
    logs.assertViolations();
  }

  @Test
  void findsAMessageThatWasStoredWhenItWasRefusedAsNotKept() {
    replace(bob, acknowledged("b2", 4), new ClientEvent.Refused("b2", "not-kept"));
    sendAgainAfterReconnecting();
    logs.assertViolations(Kind.REFUSED_BUT_KEPT);
  }

  @Test
  void allowsAnEarlierOneToBeStoredWhenAMessageIsRefusedAsNotKept() {
    Action request = new Action.React(1, "👍", true);
    replace(
        bob,
        acknowledged("b2", 4),
        new ClientEvent.Disconnected(0, false),
        reconnected("E", 3, 3, true),
        new ClientEvent.Sent(2, "b2", request),
        new ClientEvent.Refused("b2", "not-kept"));
    sendAgainAfterReconnecting();
    logs.assertViolations();
  }

  @Test
  void allowsAMessageToBeStoredWhenItIsSentAgain() {
    replace(
        bob,
        acknowledged("b2", 4),
        new ClientEvent.Refused("b2", "not-kept"),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b2", 4));
    logs.assertViolations();
  }

  private void sendAgainAfterReconnecting() {
    log(
        bob,
        new ClientEvent.Disconnected(1000, true),
        reconnected("E", 5, 5, true),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b2", 4));
  }

  @Test
  void findsARequestThatWasOvertakenByALaterOne() {
    sendTheEditLast();
    logs.assertViolations(Kind.REORDERED);
  }

  @Test
  void allowsARequestToBeOvertakenThatWasRefusedAtFirst() {
    sendTheEditLast();
    log(ann, new ClientEvent.Refused("a3", "not-kept"));
    logs.assertViolations();
  }

  private void sendTheEditLast() {
    replace(
        ann,
        new ClientEvent.Sent(2, "a2", new Action.Edit(1, "Hello")),
        new ClientEvent.Sent(4, "a2", new Action.Edit(1, "Hello")));
  }

  private void loseTheLastMessage() {
    newcomer.clear();
    log(newcomer, welcomed(4), page(5, 4, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }
}
