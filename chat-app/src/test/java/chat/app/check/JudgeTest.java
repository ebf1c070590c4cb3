package chat.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.check.Complaint.Kind;
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
class JudgeTest {
  private static final String AT = "2026-11-23T10:00:00.000Z";
  private static final Line HELLO = line(1, "ann", "a1", new Deed.Say("hello"));
  private static final Line HI = line(2, "bob", "b1", new Deed.Say("hi"));
  private static final Line CORRECTED = line(3, "ann", "", new Deed.Edit(1, "Hello"));
  private static final Line LIKED = line(4, "bob", "", new Deed.React(1, "👍", true));
  private static final Line BYE = line(5, "ann", "a3", new Deed.Say("bye"));

  private final List<Note> ann = new ArrayList<>();
  private final List<Note> bob = new ArrayList<>();
  private final List<Note> newcomer = new ArrayList<>();

  private static Line line(long seq, String by, String id, Deed deed) {
    return new Line(seq, AT, by, id, deed, false);
  }

  private static Note heard(Line line) {
    return new Note.Heard(line);
  }

  private static Note acknowledged(String id, long seq) {
    return new Note.Acknowledged(id, seq);
  }

  private static Note opened(long stands) {
    return new Note.Opened(Optional.empty(), new Cursor("E", stands), false);
  }

  private static Note cameBack(String epoch, long after, long stands, boolean resumed) {
    return new Note.Opened(Optional.of(new Cursor(epoch, after)), new Cursor("E", stands), resumed);
  }

  private static Note history(long stands, boolean more, Standing... messages) {
    return new Note.Read(stands + 1, stands, false, List.of(messages), more);
  }

  private static Note page(long below, long standing, boolean more, Standing... messages) {
    return new Note.Read(below, standing, true, List.of(messages), more);
  }

  private static final Standing CORRECTED_HELLO =
      new Standing(1, AT, "ann", "a1", "Hello", true, false, Map.of());
  private static final Standing LIKED_HELLO =
      new Standing(1, AT, "ann", "a1", "Hello", true, false, Map.of("👍", Set.of("bob")));

  @BeforeEach
  void allWentWell() {
    note(
        ann,
        opened(0),
        new Note.Sent(1, "a1", new Deed.Say("hello")),
        heard(HELLO),
        acknowledged("a1", 1),
        heard(HI),
        new Note.Sent(2, "a2", new Deed.Edit(1, "Hello")),
        heard(CORRECTED),
        acknowledged("a2", 3),
        heard(LIKED),
        new Note.Sent(3, "a3", new Deed.Say("bye")),
        heard(BYE),
        acknowledged("a3", 5));
    note(
        bob,
        opened(0),
        heard(HELLO),
        new Note.Sent(1, "b1", new Deed.Say("hi")),
        heard(HI),
        new Note.Ended(0, false),
        cameBack("E", 2, 3, true),
        heard(CORRECTED),
        new Note.Sent(1, "b1", new Deed.Say("hi")),
        acknowledged("b1", 2),
        new Note.Sent(2, "b2", new Deed.React(1, "👍", true)),
        acknowledged("b2", 4),
        heard(LIKED),
        heard(BYE));
    note(
        newcomer,
        opened(5),
        page(6, 5, true, Standing.of(BYE)),
        page(5, 5, false, LIKED_HELLO, Standing.of(HI)));
  }

  private static void note(List<Note> diary, Note... notes) {
    diary.addAll(Arrays.asList(notes));
  }

  private static void replace(List<Note> diary, Note old, Note... with) {
    int at = diary.indexOf(old);
    assertThat(at).as("to be replaced").isNotNegative();
    diary.remove(at);
    diary.addAll(at, Arrays.asList(with));
  }

  private List<Complaint> complaints() {
    return Judge.judge(
        List.of(diary("ann", "Ann", ann), diary("bob", "Bob", bob)),
        diary("new", "Newcomer", newcomer));
  }

  private static Diary diary(String member, String client, List<Note> notes) {
    var diary = new Diary(member, client);
    notes.forEach(diary::note);
    return diary;
  }

  private void assertFound(Kind... kinds) {
    assertThat(complaints()).extracting(Complaint::kind).containsExactlyInAnyOrder(kinds);
  }

  @Test
  void findsNothingWhereAllWentWell() {
    assertFound();
  }

  @Test
  void findsAHoleInWhatWasTold() {
    replace(bob, heard(CORRECTED));
    assertFound(Kind.HOLE);
  }

  @Test
  void findsAMessageThatWasNotTold() {
    replace(ann, heard(HI));
    // Once where the next number did not fit, once in the end.
    assertFound(Kind.HOLE, Kind.HOLE);
  }

  @Test
  void findsThatTheLastMessageWasNotTold() {
    replace(bob, heard(BYE));
    // As the end of what it was told, and as a message that it has in no way.
    assertFound(Kind.HOLE, Kind.HOLE);
  }

  @Test
  void findsThatTheLastReactionWasNotTold() {
    Deed.React unlike = new Deed.React(1, "👍", false);
    note(bob, new Note.Sent(3, "b3", unlike), acknowledged("b3", 6));
    note(bob, heard(line(6, "bob", "", unlike)));
    newcomer.set(0, opened(6));
    assertFound(Kind.HOLE);
  }

  @Test
  void findsAnEntryThatNobodyWasTold() {
    replace(ann, heard(LIKED));
    replace(bob, heard(LIKED));
    assertThat(complaints())
        .extracting(Complaint::kind)
        .contains(Kind.HOLE, Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAnEntryThatWasToldAgainInAReplay() {
    replace(bob, heard(CORRECTED), heard(CORRECTED), heard(CORRECTED));
    assertFound(Kind.TWICE);
  }

  @Test
  void findsAnEntryThatWasToldTooLate() {
    replace(ann, heard(HELLO));
    replace(ann, heard(HI), heard(HI), heard(HELLO));
    assertFound(Kind.HOLE, Kind.ORDER);
  }

  @Test
  void findsTwoTextsUnderOneNumber() {
    replace(bob, heard(BYE), heard(line(5, "ann", "a3", new Deed.Say("by"))));
    assertThat(complaints()).extracting(Complaint::kind).contains(Kind.DIFFERENT);
  }

  @Test
  void findsTwoMessagesUnderOneNumber() {
    replace(bob, heard(BYE), heard(line(5, "ann", "a4", new Deed.Say("bye"))));
    assertFound(Kind.DIFFERENT, Kind.SEEN_BUT_MISSING);
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
    replace(ann, new Note.Sent(3, "a3", new Deed.Say("bye")));
    assertThat(complaints()).extracting(Complaint::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnAcknowledgedMessageWhoseNumberIsAnothersNow() {
    Line other = line(5, "bob", "b3", new Deed.Say("other"));
    note(bob, new Note.Sent(3, "b3", new Deed.Say("other")), acknowledged("b3", 5));
    replace(bob, heard(BYE), heard(other));
    replace(ann, heard(BYE));
    replace(newcomer, page(6, 5, true, Standing.of(BYE)), page(6, 5, true, Standing.of(other)));
    assertThat(complaints())
        .extracting(Complaint::kind)
        .contains(Kind.ACKNOWLEDGED_BUT_MISSING, Kind.SHARED);
  }

  private void loseTheLastMessage() {
    newcomer.clear();
    note(newcomer, opened(4), page(5, 4, false, LIKED_HELLO, Standing.of(HI)));
  }

  @Test
  void findsARoomThatHasForgottenWhatItsClientHas() {
    note(ann, cameBack("E", 5, 4, false));
    assertThat(complaints()).extracting(Complaint::kind).contains(Kind.SEEN_BUT_MISSING);
  }

  @Test
  void findsAnIdThatWasKeptTwice() {
    Line again = line(6, "bob", "b1", new Deed.Say("hi"));
    note(ann, heard(again));
    note(bob, heard(again), acknowledged("b1", 6));
    newcomer.clear();
    note(
        newcomer,
        opened(6),
        page(7, 6, false, LIKED_HELLO, Standing.of(HI), Standing.of(BYE), Standing.of(again)));
    assertFound(Kind.ID_TWICE, Kind.ID_TWICE);
  }

  @Test
  void findsAnEntryThatWasKeptTwiceThoughItCarriesNoId() {
    Line again = line(6, "bob", "", new Deed.React(1, "👍", true));
    note(ann, heard(again));
    note(bob, heard(again));
    newcomer.set(0, opened(6));
    assertFound(Kind.NOBODYS);
  }

  @Test
  void findsTwoIdsThatWereAcknowledgedAsOneEntry() {
    Deed same = new Deed.React(1, "👍", true);
    note(bob, new Note.Sent(3, "b3", same), acknowledged("b3", 4));
    assertFound(Kind.SHARED);
  }

  @Test
  void findsAnAcknowledgementOfSomethingElse() {
    replace(ann, acknowledged("a2", 3), acknowledged("a2", 4));
    assertThat(complaints()).extracting(Complaint::kind).contains(Kind.ACKNOWLEDGED_BUT_MISSING);
  }

  @Test
  void findsAFrameWithoutAnAnswer() {
    note(bob, new Note.Sent(3, "b3", new Deed.Say("hm")));
    assertFound(Kind.UNANSWERED);
  }

  @Test
  void findsARefusedMessageThatIsThereNevertheless() {
    note(ann, new Note.Refused("a3", "too-long"));
    assertFound(Kind.REFUSED_BUT_KEPT);
  }

  @Test
  void letsAMessageBeKeptThatWasRefusedForNow() {
    note(ann, new Note.Refused("a3", "not-kept"));
    assertFound();
  }

  @Test
  void findsThatTwoMessagesOfAMemberChangedPlaces() {
    replace(
        ann,
        new Note.Sent(1, "a1", new Deed.Say("hello")),
        new Note.Sent(7, "a1", new Deed.Say("hello")));
    assertFound(Kind.OUT_OF_TURN);
  }

  @Test
  void findsANumberingThatBeganAnew() {
    note(bob, new Note.Opened(Optional.of(new Cursor("E", 5)), new Cursor("F", 5), false));
    assertFound(Kind.EPOCH);
  }

  @Test
  void findsAGoodCursorThatWasNotHonoured() {
    note(bob, cameBack("E", 3, 5, false));
    assertFound(Kind.RESUME);
  }

  @Test
  void findsACursorOfElsewhereThatWasHonoured() {
    note(bob, cameBack("F", 5, 5, true));
    assertFound(Kind.RESUME);
  }

  @Test
  void letsACursorOfElsewhereGetAHistory() {
    note(bob, cameBack("F", 5, 5, false));
    assertFound();
  }

  @Test
  void findsACloseThatSaysThatSomethingIsBroken() {
    replace(bob, new Note.Ended(0, false), new Note.Ended(1011, false));
    assertFound(Kind.CLOSED);
  }

  @Test
  void letsAClientReadWhatItWasNotTold() {
    comeBackWithoutCursor(history(4, true, Standing.of(HI)));
    note(bob, page(2, 4, false, LIKED_HELLO));
    assertFound();
  }

  @Test
  void findsAGapThatNobodyFilled() {
    comeBackWithoutCursor(history(4, true, Standing.of(HI)));
    bob.remove(heard(HELLO));
    assertFound(Kind.HOLE);
  }

  @Test
  void findsAMessageThatAHistoryLeavesOut() {
    comeBackWithoutCursor(history(4, false, LIKED_HELLO));
    assertThat(complaints()).extracting(Complaint::kind).contains(Kind.HOLE);
  }

  private void comeBackWithoutCursor(Note history) {
    bob.subList(1, bob.size()).clear();
    note(
        bob,
        new Note.Sent(1, "b1", new Deed.Say("hi")),
        new Note.Sent(2, "b2", new Deed.React(1, "👍", true)),
        acknowledged("b1", 2),
        acknowledged("b2", 4),
        heard(HELLO),
        opened(4),
        history,
        heard(BYE));
  }

  @Test
  void letsAHistoryBeNewerThanTheWelcome() {
    note(bob, opened(3), history(3, false, LIKED_HELLO, Standing.of(HI)));
    note(bob, opened(3), history(3, false, CORRECTED_HELLO, Standing.of(HI)));
    // That the room went back is a fault; what it showed is none.
    assertThat(complaints()).extracting(Complaint::kind).doesNotContain(Kind.DIFFERENT);
  }

  @Test
  void findsAPageThatIsNewerThanItSays() {
    note(bob, page(2, 3, false, LIKED_HELLO));
    assertFound(Kind.DIFFERENT);
  }

  @Test
  void findsAnEditThatDidNotStay() {
    replace(
        newcomer,
        page(5, 5, false, LIKED_HELLO, Standing.of(HI)),
        page(5, 5, false, Standing.of(HELLO), Standing.of(HI)));
    assertFound(Kind.DIFFERENT);
  }

  @Test
  void letsATextBeErasedInAReplay() {
    Line gone = line(6, "ann", "", new Deed.Delete(1));
    note(ann, new Note.Sent(4, "a4", new Deed.Delete(1)), acknowledged("a4", 6), heard(gone));
    note(bob, heard(gone));
    Standing bare = new Standing(1, AT, "ann", "a1", "", false, true, Map.of());
    newcomer.clear();
    note(
        newcomer,
        opened(6),
        page(7, 6, false, bare, Standing.of(HI), Standing.of(BYE)),
        cameBack("E", 0, 6, true),
        heard(erased(HELLO)),
        heard(HI),
        heard(erased(CORRECTED)),
        heard(LIKED),
        heard(BYE),
        heard(gone));
    assertFound();
  }

  private static Line erased(Line line) {
    return new Line(line.seq(), line.at(), line.by(), line.id(), line.deed().erased(), true);
  }
}
