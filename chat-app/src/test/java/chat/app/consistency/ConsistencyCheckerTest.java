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

/** A short talk in which all went well, and what the judge says when one thing in it did not. */
class ConsistencyCheckerTest {
  private static final String AT = "2026-11-23T10:00:00.000Z";
  private static final ReceivedEntry HELLO = line(1, "ann", "a1", new Action.Say("hello"));
  private static final ReceivedEntry HI = line(2, "bob", "b1", new Action.Say("hi"));
  private static final ReceivedEntry CORRECTED = line(3, "ann", "", new Action.Edit(1, "Hello"));
  private static final ReceivedEntry LIKED = line(4, "bob", "", new Action.React(1, "👍", true));
  private static final ReceivedEntry BYE = line(5, "ann", "a3", new Action.Say("bye"));

  private final List<ClientEvent> ann = new ArrayList<>();
  private final List<ClientEvent> bob = new ArrayList<>();
  private final List<ClientEvent> newcomer = new ArrayList<>();

  private static ReceivedEntry line(long seq, String by, String id, Action action) {
    return new ReceivedEntry(seq, AT, by, id, action, false);
  }

  private static ClientEvent heard(ReceivedEntry line) {
    return new ClientEvent.Received(line);
  }

  private static ClientEvent acknowledged(String id, long seq) {
    return new ClientEvent.Acknowledged(id, seq);
  }

  private static ClientEvent opened(long current) {
    return new ClientEvent.Welcomed(Optional.empty(), new Cursor("E", current), false);
  }

  private static ClientEvent cameBack(String epoch, long after, long current, boolean resumed) {
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
  void allWentWell() {
    note(
        ann,
        opened(0),
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        heard(HELLO),
        acknowledged("a1", 1),
        heard(HI),
        new ClientEvent.Sent(2, "a2", new Action.Edit(1, "Hello")),
        heard(CORRECTED),
        acknowledged("a2", 3),
        heard(LIKED),
        new ClientEvent.Sent(3, "a3", new Action.Say("bye")),
        heard(BYE),
        acknowledged("a3", 5));
    note(
        bob,
        opened(0),
        heard(HELLO),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        heard(HI),
        new ClientEvent.Disconnected(0, false),
        cameBack("E", 2, 3, true),
        heard(CORRECTED),
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        acknowledged("b1", 2),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b2", 4),
        heard(LIKED),
        heard(BYE));
    note(
        newcomer,
        opened(5),
        page(6, 5, true, MessageSnapshot.of(BYE)),
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }

  private static void note(List<ClientEvent> log, ClientEvent... notes) {
    log.addAll(Arrays.asList(notes));
  }

  private static void replace(List<ClientEvent> log, ClientEvent old, ClientEvent... with) {
    int at = log.indexOf(old);
    assertThat(at).as("to be replaced").isNotNegative();
    log.remove(at);
    log.addAll(at, Arrays.asList(with));
  }

  private List<Violation> complaints() {
    return ConsistencyChecker.check(
        List.of(diary("ann", "Ann", ann), diary("bob", "Bob", bob)),
        diary("new", "Newcomer", newcomer));
  }

  private static ClientLog diary(String member, String client, List<ClientEvent> notes) {
    var log = new ClientLog(member, client);
    notes.forEach(log::add);
    return log;
  }

  private void assertFound(Kind... kinds) {
    assertThat(complaints()).extracting(Violation::kind).containsExactlyInAnyOrder(kinds);
  }

  @Test
  void findsNothingWhereAllWentWell() {
    assertFound();
  }

  @Test
  void findsAHoleInWhatWasTold() {
    replace(bob, heard(CORRECTED));
    assertFound(Kind.GAP);
  }

  @Test
  void findsAMessageThatWasNotTold() {
    replace(ann, heard(HI));
    // Once where the next number did not fit, once in the end.
    assertFound(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastMessageWasNotTold() {
    replace(bob, heard(BYE));
    // As the end of what it was told, and as a message that it has in no way.
    assertFound(Kind.GAP, Kind.GAP);
  }

  @Test
  void findsThatTheLastReactionWasNotTold() {
    Action.React unlike = new Action.React(1, "👍", false);
    note(bob, new ClientEvent.Sent(3, "b3", unlike), acknowledged("b3", 6));
    note(bob, heard(line(6, "bob", "", unlike)));
    newcomer.set(0, opened(6));
    assertFound(Kind.GAP);
  }

  @Test
  void findsAnEntryThatNobodyWasTold() {
    replace(ann, heard(LIKED));
    replace(bob, heard(LIKED));
    assertThat(complaints())
        .extracting(Violation::kind)
        .contains(Kind.GAP, Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAnEntryThatWasToldAgainInAReplay() {
    replace(bob, heard(CORRECTED), heard(CORRECTED), heard(CORRECTED));
    assertFound(Kind.DUPLICATE);
  }

  @Test
  void findsAnEntryThatWasToldTooLate() {
    replace(ann, heard(HELLO));
    replace(ann, heard(HI), heard(HI), heard(HELLO));
    assertFound(Kind.GAP, Kind.OUT_OF_ORDER);
  }

  @Test
  void findsTwoTextsUnderOneNumber() {
    replace(bob, heard(BYE), heard(line(5, "ann", "a3", new Action.Say("by"))));
    assertThat(complaints()).extracting(Violation::kind).contains(Kind.DIVERGENT);
  }

  @Test
  void findsTwoMessagesUnderOneNumber() {
    replace(bob, heard(BYE), heard(line(5, "ann", "a4", new Action.Say("bye"))));
    assertFound(Kind.DIVERGENT, Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnAcknowledgedMessageThatIsGone() {
    loseTheLastMessage();
    replace(ann, heard(BYE));
    replace(bob, heard(BYE));
    assertFound(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAMessageThatWasSeenAndIsGone() {
    loseTheLastMessage();
    replace(ann, acknowledged("a3", 5));
    replace(ann, new ClientEvent.Sent(3, "a3", new Action.Say("bye")));
    assertThat(complaints()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnAcknowledgedMessageWhoseNumberIsAnothersNow() {
    ReceivedEntry other = line(5, "bob", "b3", new Action.Say("other"));
    note(bob, new ClientEvent.Sent(3, "b3", new Action.Say("other")), acknowledged("b3", 5));
    replace(bob, heard(BYE), heard(other));
    replace(ann, heard(BYE));
    replace(
        newcomer,
        page(6, 5, true, MessageSnapshot.of(BYE)),
        page(6, 5, true, MessageSnapshot.of(other)));
    assertThat(complaints())
        .extracting(Violation::kind)
        .contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SHARED_ENTRY);
  }

  private void loseTheLastMessage() {
    newcomer.clear();
    note(newcomer, opened(4), page(5, 4, false, LIKED_HELLO, MessageSnapshot.of(HI)));
  }

  @Test
  void findsARoomThatHasForgottenWhatItsClientHas() {
    note(ann, cameBack("E", 5, 4, false));
    assertThat(complaints()).extracting(Violation::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnIdThatWasKeptTwice() {
    ReceivedEntry again = line(6, "bob", "b1", new Action.Say("hi"));
    note(ann, heard(again));
    note(bob, heard(again), acknowledged("b1", 6));
    newcomer.clear();
    note(
        newcomer,
        opened(6),
        page(
            7,
            6,
            false,
            LIKED_HELLO,
            MessageSnapshot.of(HI),
            MessageSnapshot.of(BYE),
            MessageSnapshot.of(again)));
    assertFound(Kind.DUPLICATE_ID, Kind.DUPLICATE_ID);
  }

  @Test
  void findsAnEntryThatWasKeptTwiceThoughItCarriesNoId() {
    ReceivedEntry again = line(6, "bob", "", new Action.React(1, "👍", true));
    note(ann, heard(again));
    note(bob, heard(again));
    newcomer.set(0, opened(6));
    assertFound(Kind.UNREQUESTED);
  }

  @Test
  void findsTwoIdsThatWereAcknowledgedAsOneEntry() {
    Action same = new Action.React(1, "👍", true);
    note(bob, new ClientEvent.Sent(3, "b3", same), acknowledged("b3", 4));
    assertFound(Kind.SHARED_ENTRY);
  }

  @Test
  void findsAnAcknowledgementOfSomethingElse() {
    replace(ann, acknowledged("a2", 3), acknowledged("a2", 4));
    assertThat(complaints()).extracting(Violation::kind).contains(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAFrameWithoutAnAnswer() {
    note(bob, new ClientEvent.Sent(3, "b3", new Action.Say("hm")));
    assertFound(Kind.UNANSWERED);
  }

  @Test
  void findsARefusedMessageThatIsThereNevertheless() {
    note(ann, new ClientEvent.Refused("a3", "too-long"));
    assertFound(Kind.REFUSED_BUT_KEPT);
  }

  @Test
  void letsAMessageBeKeptThatWasRefusedForNow() {
    note(ann, new ClientEvent.Refused("a3", "not-kept"));
    assertFound();
  }

  @Test
  void findsThatTwoMessagesOfAMemberChangedPlaces() {
    replace(
        ann,
        new ClientEvent.Sent(1, "a1", new Action.Say("hello")),
        new ClientEvent.Sent(7, "a1", new Action.Say("hello")));
    assertFound(Kind.REORDERED);
  }

  @Test
  void findsANumberingThatBeganAnew() {
    note(bob, new ClientEvent.Welcomed(Optional.of(new Cursor("E", 5)), new Cursor("F", 5), false));
    assertFound(Kind.EPOCH_CHANGED);
  }

  @Test
  void findsAGoodCursorThatWasNotHonoured() {
    note(bob, cameBack("E", 3, 5, false));
    assertFound(Kind.WRONG_RESUME);
  }

  @Test
  void findsACursorOfElsewhereThatWasHonoured() {
    note(bob, cameBack("F", 5, 5, true));
    assertFound(Kind.WRONG_RESUME);
  }

  @Test
  void letsACursorOfElsewhereGetAHistory() {
    note(bob, cameBack("F", 5, 5, false));
    assertFound();
  }

  @Test
  void findsACloseThatSaysThatSomethingIsBroken() {
    replace(bob, new ClientEvent.Disconnected(0, false), new ClientEvent.Disconnected(1011, false));
    assertFound(Kind.ERROR_CLOSE);
  }

  @Test
  void letsAClientReadWhatItWasNotTold() {
    comeBackWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    note(bob, page(2, 4, false, LIKED_HELLO));
    assertFound();
  }

  @Test
  void findsAGapThatNobodyFilled() {
    comeBackWithoutCursor(history(4, true, MessageSnapshot.of(HI)));
    bob.remove(heard(HELLO));
    assertFound(Kind.GAP);
  }

  @Test
  void findsAMessageThatAHistoryLeavesOut() {
    comeBackWithoutCursor(history(4, false, LIKED_HELLO));
    assertThat(complaints()).extracting(Violation::kind).contains(Kind.GAP);
  }

  private void comeBackWithoutCursor(ClientEvent history) {
    bob.subList(1, bob.size()).clear();
    note(
        bob,
        new ClientEvent.Sent(1, "b1", new Action.Say("hi")),
        new ClientEvent.Sent(2, "b2", new Action.React(1, "👍", true)),
        acknowledged("b1", 2),
        acknowledged("b2", 4),
        heard(HELLO),
        opened(4),
        history,
        heard(BYE));
  }

  @Test
  void letsAHistoryBeNewerThanTheWelcome() {
    note(bob, opened(3), history(3, false, LIKED_HELLO, MessageSnapshot.of(HI)));
    note(bob, opened(3), history(3, false, CORRECTED_HELLO, MessageSnapshot.of(HI)));
    // That the room went back is a fault; what it showed is none.
    assertThat(complaints()).extracting(Violation::kind).doesNotContain(Kind.DIVERGENT);
  }

  @Test
  void findsAPageThatIsNewerThanItSays() {
    note(bob, page(2, 3, false, LIKED_HELLO));
    assertFound(Kind.DIVERGENT);
  }

  @Test
  void findsAnEditThatDidNotStay() {
    replace(
        newcomer,
        page(5, 5, false, LIKED_HELLO, MessageSnapshot.of(HI)),
        page(5, 5, false, MessageSnapshot.of(HELLO), MessageSnapshot.of(HI)));
    assertFound(Kind.DIVERGENT);
  }

  @Test
  void letsATextBeErasedInAReplay() {
    ReceivedEntry gone = line(6, "ann", "", new Action.Delete(1));
    note(
        ann,
        new ClientEvent.Sent(4, "a4", new Action.Delete(1)),
        acknowledged("a4", 6),
        heard(gone));
    note(bob, heard(gone));
    MessageSnapshot bare = new MessageSnapshot(1, AT, "ann", "a1", "", false, true, Map.of());
    newcomer.clear();
    note(
        newcomer,
        opened(6),
        page(7, 6, false, bare, MessageSnapshot.of(HI), MessageSnapshot.of(BYE)),
        cameBack("E", 0, 6, true),
        heard(erased(HELLO)),
        heard(HI),
        heard(erased(CORRECTED)),
        heard(LIKED),
        heard(BYE),
        heard(gone));
    assertFound();
  }

  private static ReceivedEntry erased(ReceivedEntry line) {
    return new ReceivedEntry(
        line.seq(), line.at(), line.author(), line.id(), line.action().withoutText(), true);
  }
}
