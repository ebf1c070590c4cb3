package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.core.testing.ManualClock;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageStateTest {
  private static final Instant AT = ManualClock.START;
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");

  private final MessageState state =
      new MessageState(new Entry.Said(7, AT, ANN, "m1", "hi", 3, false));

  private void edit(long of, String text) {
    state.apply(new Entry.Edited(20, AT, ANN, "e", of, text, false));
  }

  private void delete(long of) {
    state.apply(new Entry.Deleted(30, AT, ANN, "d", of));
  }

  private void react(Member by, String emoji, boolean on) {
    state.apply(new Entry.Reacted(40, AT, by, "r", 7, emoji, on));
  }

  @Test
  void aMessageBeginsAsItWasSaid() {
    assertThat(state.message())
        .isEqualTo(
            new Message(7, AT, ANN, "m1", "hi", 3, Optional.empty(), false, java.util.List.of()));
  }

  @Test
  void theLastEditCounts() {
    edit(7, "hello");
    edit(7, "good morning");

    assertThat(state.message().text()).isEqualTo("good morning");
    assertThat(state.message().editedAt()).contains(AT);
  }

  @Test
  void entriesAboutOtherMessagesChangeNothing() {
    edit(8, "hello");
    delete(8);
    state.apply(new Entry.Reacted(40, AT, BEN, "r", 8, "👍", true));
    state.apply(new Entry.Said(41, AT, BEN, "m", "bye", 0, false));

    assertThat(state.message().text()).isEqualTo("hi");
    assertThat(state.message().edited()).isFalse();
    assertThat(state.message().reactions()).isEmpty();
  }

  @Test
  void aMessageThatWasTakenBackHasNothingLeftToRead() {
    react(BEN, "👍", true);
    delete(7);
    edit(7, "hello");
    react(BEN, "👍", true);

    Message message = state.message();
    assertThat(message.deleted()).isTrue();
    assertThat(message.text()).isEmpty();
    assertThat(message.reactions()).isEmpty();
    assertThat(message.seq()).isEqualTo(7);
    assertThat(message.from()).isEqualTo(ANN);
  }

  @Test
  void aMessageThatWasErasedIsDeletedFromTheStart() {
    MessageState erased = new MessageState(new Entry.Said(7, AT, ANN, "m1", "", 0, true));

    assertThat(erased.message().deleted()).isTrue();
  }

  @Test
  void reactionsAreCountedOnceForEachMember() {
    react(ANN, "👍", true);
    react(BEN, "👍", true);
    react(BEN, "👍", true);
    react(BEN, "🎉", true);

    assertThat(state.message().reactions())
        .containsExactly(
            new Message.Reaction("👍", 2, java.util.List.of(ANN, BEN)),
            new Message.Reaction("🎉", 1, java.util.List.of(BEN)));
  }

  @Test
  void aReactionThatEverybodyTookAwayIsGone() {
    react(ANN, "👍", true);
    react(BEN, "👍", false);
    assertThat(state.message().reactions()).hasSize(1);

    react(ANN, "👍", false);
    assertThat(state.message().reactions()).isEmpty();
  }

  @Test
  void onlySomeOfThoseWhoReactedAreNamed() {
    for (int i = 0; i < 30; i++) {
      react(new Member("m" + i, "M" + i), "👍", true);
    }

    Message.Reaction reaction = state.message().reactions().getFirst();
    assertThat(reaction.count()).isEqualTo(30);
    assertThat(reaction.members()).hasSize(20).contains(new Member("m0", "M0"));
  }

  @Test
  void theLastPinCountsUntilTheDeletion() {
    state.apply(new Entry.Pinned(40, AT, BEN, "p", 8, true));
    assertThat(state.message().pinned()).isFalse();
    state.apply(new Entry.Pinned(41, AT, BEN, "q", 7, true));
    assertThat(state.message().pinned()).isTrue();
    state.apply(new Entry.Pinned(42, AT, ANN, "r", 7, false));
    assertThat(state.message().pinned()).isFalse();

    state.apply(new Entry.Pinned(43, AT, ANN, "s", 7, true));
    delete(7);
    assertThat(state.message().pinned()).isFalse();
    state.apply(new Entry.Pinned(44, AT, ANN, "t", 7, true));
    assertThat(state.message().pinned()).isFalse();
  }

  @Test
  void answersAreCountedUntilTheirDeletion() {
    state.apply(new Entry.Said(40, AT, BEN, "m", "to another one", 8, false));
    state.apply(new Entry.Said(41, AT, BEN, "n", "an answer", 7, false));
    state.apply(new Entry.Said(42, AT, BEN, "o", "another", 7, false));
    state.apply(new Entry.Said(43, AT, BEN, "p", "", 7, true));
    assertThat(state.message().replies()).isEqualTo(2);

    delete(41);
    delete(40);
    assertThat(state.message().replies()).isEqualTo(1);
    delete(7);
    assertThat(state.message().replies()).isEqualTo(1);
  }

  @Test
  void aMessageOnceReadDoesNotChange() {
    Message before = state.message();
    react(ANN, "👍", true);
    edit(7, "hello");

    assertThat(before.text()).isEqualTo("hi");
    assertThat(before.reactions()).isEmpty();
  }
}
