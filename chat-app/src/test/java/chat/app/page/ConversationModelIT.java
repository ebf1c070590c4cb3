package chat.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The messages that the script makes of entries, in orders that no server can be asked to bring
 * about.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ConversationModelIT {
  /** A conversation at its third entry, of two messages that stand as of then. */
  private static final String BEGUN =
      """
      async () => {
        const { Conversation } = await import('/source/model/conversation.js');
        const ann = { id: 'a', name: 'Ann' };
        const message = (seq, text) => ({ seq, at: '2026-11-23T00:00:00.000Z', from: ann, text, id: 'i' + seq });
        const said = (seq, text) => ({ type: 'said', ...message(seq, text) });
        const edited = (seq, of, text) => ({ type: 'edited', seq, of, by: ann, text });
        const reacted = (seq, of, on) => ({ type: 'reacted', seq, of, by: ann, emoji: '+', on });
        const chat = new Conversation();
        chat.reset('E.3', [message(2, 'two'), message(3, 'three')], true);
        const texts = () => chat.messages.map(({ text }) => text).join();
        const likes = (seq) => chat.find(seq).reactions.map(({ count }) => count).join();
      """;

  @RegisterExtension static final BrowserExtension STAGE = BrowserExtension.forAllTests();

  private PageDriver reader;

  @BeforeAll
  void aReaderComes() {
    reader = STAGE.signIn("Reader", Screen.ENGLISH);
  }

  @AfterAll
  void andLeaves() {
    reader.close();
  }

  @Test
  void aCursorIsTheLastEntryThatIsIn() {
    assertThat(outcome("return chat.cursor")).isEqualTo("E.3");
    assertThat(outcome("chat.append(said(4, 'four')); return chat.cursor")).isEqualTo("E.4");
  }

  @Test
  void anEntryThatIsInAlreadyChangesNothing() {
    assertThat(outcome("return chat.append(said(3, 'again')) + ' ' + texts() + ' ' + chat.cursor"))
        .isEqualTo("duplicate two,three E.3");
  }

  @Test
  void anEntryAfterAHoleIsNotTaken() {
    assertThat(outcome("return chat.append(said(5, 'five')) + ' ' + texts() + ' ' + chat.cursor"))
        .isEqualTo("gap two,three E.3");
  }

  @Test
  void anEntryOfAKindNobodyKnowsMovesTheCursor() {
    assertThat(outcome("return chat.append({ type: 'pinned', seq: 4, of: 3 }) + ' ' + chat.cursor"))
        .isEqualTo("appended E.4");
  }

  @Test
  void anEditReplacesTheTextAndADeletionTakesIt() {
    assertThat(outcome("chat.append(edited(4, 2, 'TWO')); return texts() + chat.find(2).edited"))
        .isEqualTo("TWO,threetrue");
    assertThat(
            outcome(
                """
                chat.append({ type: 'deleted', seq: 4, of: 2, by: ann });
                chat.append(edited(5, 2));
                return texts() + chat.find(2).deleted\
                """))
        .isEqualTo(",threetrue");
  }

  @Test
  void aReactionIsCountedAndTakenBack() {
    assertThat(outcome("chat.append(reacted(4, 2, true)); return likes(2)")).isEqualTo("1");
    assertThat(
            outcome(
                "chat.append(reacted(4, 2, true)); chat.append(reacted(5, 2, false)); return likes(2)"))
        .isEqualTo("");
  }

  @Test
  void olderMessagesAreGivenWhatWasHeardSinceTheirCursor() {
    assertThat(
            outcome(
                """
                chat.append(edited(4, 1, 'ONE'));
                chat.prepend('E.3', [message(1, 'one'), message(2, 'two')], false);
                return texts() + chat.more\
                """))
        .isEqualTo("ONE,two,threefalse");
  }

  @Test
  void olderMessagesAreNotGivenTwiceWhatIsInThem() {
    assertThat(
            outcome(
                """
                const liked = { ...message(1, 'one'), reactions: [{ emoji: '+', count: 30, who: [] }] };
                chat.prepend('E.4', [liked], false);
                chat.append(reacted(4, 1, true));
                return likes(1)\
                """))
        .isEqualTo("30");
  }

  @Test
  void olderMessagesOfAnotherNumberingAreNotTaken() {
    assertThat(outcome("return chat.prepend('F.9', [message(1, 'one')], false) + ' ' + texts()"))
        .isEqualTo("false two,three");
  }

  private String outcome(String script) {
    return (String) reader.evaluateWithSource(BEGUN + script + "\n}");
  }
}
