package chat.app.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.Violation.Kind;
import chat.core.log.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The checker finds each kind of violation in the logs of a short conversation, and none in the
 * correct logs.
 */
class ConsistencyCheckerTest {
  private static final String AT = "2026-11-23T10:00:00.000Z";
  private static final ReceivedEntry HELLO = entry(1, "ann", "a1", new Action.Say("hello"));
  private static final ReceivedEntry HI = entry(2, "bob", "b1", new Action.Say("hi"));
  private static final ReceivedEntry CORRECTED = entry(3, "ann", "", new Action.Edit(1, "Hello"));
  private static final ReceivedEntry LIKED = entry(4, "bob", "", new Action.React(1, "👍", true));
  private static final ReceivedEntry BYE = entry(5, "ann", "a3", new Action.Say("bye"));

  private final List<ClientEvent> ann = new ArrayList<>();
  private final List<ClientEvent> bob = new ArrayList<>();
  private final List<ClientEvent> newcomer = new ArrayList<>();

  private static ReceivedEntry entry(long seq, String by, String id, Action action) {
    return new ReceivedEntry(seq, AT, by, id, action, false);
  }

  private static ClientEvent received(ReceivedEntry entry) {
    return new ClientEvent.Received(entry);
  }

  private static ClientEvent acknowledged(String id, long seq) {
    return new ClientEvent.Acknowledged(id, seq);
  }

  private static ClientEvent welcomed(long current) {
    return new ClientEvent.Welcomed(Optional.empty(), new Cursor("E", current), false);
  }

  private static ClientEvent reconnected(String epoch, long after, long current, boolean resumed) {
    return new ClientEvent.Welcomed(
        Optional.of(new Cursor(epoch, after)), new Cursor("E", current), resumed);
  }

  private static ClientEvent history(long current, boolean more, MessageSnapshot... messages) {
    return new ClientEvent.PageRead(current + 1, current, false, List.of(messages), more);
  }

  private static ClientEvent page(
      long below, long standing, boolean more, MessageSnapshot... messages) {
    return new ClientEvent.PageRead(below, standing, true, List.of(messages), more);
  }

  private static final MessageSnapshot CORRECTED_HELLO =
      new MessageSnapshot(1, AT, "ann", "a1", "Hello", true, false, Map.of());
  private static final MessageSnapshot LIKED_HELLO =
      new MessageSnapshot(1, AT, "ann", "a1", "Hello", true, false, Map.of("👍", Set.of("bob")));

  @BeforeEach
  void aCorrectConversation() {
    log(
        ann,
        welcomed(0),
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        received(HELLO),
        acknowledged("a1", 1),
        received(HI),
        new ClientEvent.Sent(2, "a2", new Action.Edit(1, "Hello")),
        received(CORRECTED),
        acknowledged("a2", 3),
        received(LIKED),
        new ClientEvent.Sent(3, "a3", new Action.Say("bye")),
        received(BYE),
        acknowledged("a3", 5));
    log(
        bob,
        welcomed(0),
        received(HELLO),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        received(HI),
        new ClientEvent.Disconnected(0, false),
        reconnected("E", 2, 3, true),
        received(CORRECTED),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        acknowledged("b1", 2),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b2", 4),
        received(LIKED),
        received(BYE));
    log(
        newcomer,
        welcomed(5),
        page(6, 5, true, MessageSnapshot.of(BYE)),
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }

  private static void log(List<ClientEvent> log, ClientEvent... events) {
    log.addAll(Arrays.asList(events));
  }

  private static void replace(List<ClientEvent> log, ClientEvent old, ClientEvent... with) {
    int at = log.indexOf(old);
    assertThat(at).as("to be replaced").isNotNegative();
    log.remove(at);
    log.addAll(at, Arrays.asList(with));
  }

  private List<Violation> violations() {
    return ConsistencyChecker.check(
        List.of(clientLog("ann", "Ann", ann), clientLog("bob", "Bob", bob)),
        clientLog("new", "Newcomer", newcomer));
  }

  private static ClientLog clientLog(String member, String client, List<ClientEvent> events) {
    var log = new ClientLog(member, client);
    events.forEach(log::add);
    return log;
  }

  private void assertViolations(Kind... kinds) {
    assertThat(violations()).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
  }

  @Test
  void findsNothingInACorrectConversation() {
    assertViolations();
  }

  @Test
  void findsAChangeThatWasNotDelivered() {
    replace(bob, received(CORRECTED));
    assertViolations(Kind.GAP);
  }

  @Test
  void findsAMessageThatWasNotDelivered() {
    replace(ann, received(HI));
    // Once at the next number, once at the end.
    assertViolations(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastMessageWasNotDelivered() {
    replace(bob, received(BYE));
    // As the end of the delivery, and as a message that was neither delivered nor read.
    assertViolations(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastReactionWasNotDelivered() {
    Action.React unlike = new Action.React(1, "👍", false);
    log(bob, new ClientEvent.Sent(3, "b3", unlike), acknowledged("b3", 6));
    log(bob, received(entry(6, "bob", "", unlike)));
    newcomer.set(0, welcomed(6));
    assertViolations(Kind.GAP);
  }

  @Test
  void findsAnEntryThatNoClientReceived() {
    replace(ann, received(LIKED));
    replace(bob, received(LIKED));
    assertThat(violations())
        .extracting(Violation::kind)
        .contains(Kind.GAP, Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAnEntryThatAReplayRepeated() {
    replace(bob, received(CORRECTED), received(CORRECTED), received(CORRECTED));
    assertViolations(Kind.DUPLICATE);
  }

  @Test
  void findsAnEntryThatWasDeliveredTooLate() {
    replace(ann, received(HELLO));
    replace(ann, received(HI), received(HI), received(HELLO));
    assertViolations(Kind.GAP, Kind.OUT_OF_ORDER);
  }

  @Test
  void findsTwoTextsUnderOneNumber() {
    replace(bob, received(BYE), received(entry(5, "ann", "a3", new Action.Say("by"))));
    assertThat(violations()).extracting(Violation::kind).contains(Kind.DIVERGENT);
  }

  @Test
  void findsTwoMessagesUnderOneNumber() {
    replace(bob, received(BYE), received(entry(5, "ann", "a4", new Action.Say("bye"))));
    assertViolations(Kind.DIVERGENT, Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnAcknowledgedMessageThatIsMissing() {
    loseTheLastMessage();
    replace(ann, received(BYE));
    replace(bob, received(BYE));
    assertViolations(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsADeliveredMessageThatIsMissing() {
    loseTheLastMessage();
    replace(ann, acknowledged("a3", 5));
    replace(ann, new ClientEvent.Sent(3, "a3", new Action.Say("bye")));
    assertThat(violations()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
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
    assertThat(violations())
        .extracting(Violation::kind)
        .contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SHARED_ENTRY);
  }

  private void loseTheLastMessage() {
    newcomer.clear();
    log(newcomer, welcomed(4), page(5, 4, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }

  @Test
  void findsARoomThatLostAnEntryOfItsClient() {
    log(ann, reconnected("E", 5, 4, false));
    assertThat(violations()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
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
    assertViolations(Kind.DUPLICATE_ID, Kind.DUPLICATE_ID);
  }

  @Test
  void findsAnEntryWithoutAnIdThatWasStoredTwice() {
    ReceivedEntry again = entry(6, "bob", "", new Action.React(1, "👍", true));
    log(ann, received(again));
    log(bob, received(again));
    newcomer.set(0, welcomed(6));
    assertViolations(Kind.UNREQUESTED);
  }

  @Test
  void findsTwoIdsThatWereAcknowledgedAsOneEntry() {
    Action same = new Action.React(1, "👍", true);
    log(bob, new ClientEvent.Sent(3, "b3", same), acknowledged("b3", 4));
    assertViolations(Kind.SHARED_ENTRY);
  }

  @Test
  void findsAnAcknowledgementOfAnotherEntry() {
    replace(ann, acknowledged("a2", 3), acknowledged("a2", 4));
    assertThat(violations()).extracting(Violation::kind).contains(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsARequestWithoutAnAnswer() {
    log(bob, new ClientEvent.Sent(3, "b3", new Action.Say("hm")));
    assertViolations(Kind.UNANSWERED);
  }

  @Test
  void findsARefusedMessageThatWasStored() {
    log(ann, new ClientEvent.Refused("a3", "too-long"));
    assertViolations(Kind.REFUSED_BUT_KEPT);
  }

  @Test
  void allowsAMessageToBeStoredAfterATemporaryRefusal() {
    log(ann, new ClientEvent.Refused("a3", "not-kept"));
    assertViolations();
  }

  @Test
  void findsThatTwoMessagesOfAMemberWereReordered() {
    replace(
        ann,
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        new ClientEvent.Sent(7, "a1", new Action.Say("hello")));
    assertViolations(Kind.REORDERED);
  }

  @Test
  void findsAnEpochThatChanged() {
    log(bob, new ClientEvent.Welcomed(Optional.of(new Cursor("E", 5)), new Cursor("F", 5), false));
    assertViolations(Kind.EPOCH_CHANGED);
  }

  @Test
  void findsAValidCursorThatWasNotResumed() {
    log(bob, reconnected("E", 3, 5, false));
    assertViolations(Kind.WRONG_RESUME);
  }

  @Test
  void findsAForeignCursorThatWasResumed() {
    log(bob, reconnected("F", 5, 5, true));
    assertViolations(Kind.WRONG_RESUME);
  }

  @Test
  void allowsAForeignCursorToGetAHistory() {
    log(bob, reconnected("F", 5, 5, false));
    assertViolations();
  }

  @Test
  void findsACloseCodeOfAnError() {
    replace(bob, new ClientEvent.Disconnected(0, false), new ClientEvent.Disconnected(1011, false));
    assertViolations(Kind.ERROR_CLOSE);
  }

  @Test
  void allowsAClientToReadWhatWasNotDelivered() {
    reconnectWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    log(bob, page(2, 4, false, LIKED_HELLO));
    assertViolations();
  }

  @Test
  void findsAGapThatWasNotFilled() {
    reconnectWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    bob.remove(received(HELLO));
    assertViolations(Kind.GAP);
  }

  @Test
  void findsAMessageMissingInAHistory() {
    reconnectWithoutCursor(history(4, false, LIKED_HELLO));
    assertThat(violations()).extracting(Violation::kind).contains(Kind.GAP);
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

  @Test
  void allowsAHistoryToBeNewerThanTheWelcome() {
    log(bob, welcomed(3), history(3, false, LIKED_HELLO, MessageSnapshot.of(HI)));
    log(bob, welcomed(3), history(3, false, CORRECTED_HELLO, MessageSnapshot.of(HI)));
    // The room that went back is a violation; the messages that it showed are not.
    assertThat(violations()).extracting(Violation::kind).doesNotContain(Kind.DIVERGENT);
  }

  @Test
  void findsAPageThatIsNewerThanItSays() {
    log(bob, page(2, 3, false, LIKED_HELLO));
    assertViolations(Kind.DIVERGENT);
  }

  @Test
  void findsAnEditThatWasLost() {
    replace(
        newcomer,
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)),
        page(5, 5, false, MessageSnapshot.of(HELLO), MessageSnapshot.of(HI)));
    assertViolations(Kind.DIVERGENT);
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
    assertViolations();
  }

  private static ReceivedEntry erased(ReceivedEntry entry) {
    return new ReceivedEntry(
        entry.seq(), entry.at(), entry.author(), entry.id(), entry.action().withoutText(), true);
  }
}
