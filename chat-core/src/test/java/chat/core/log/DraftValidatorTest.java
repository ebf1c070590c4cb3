package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.DraftValidator.TargetMessage;
import chat.core.name.Member;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DraftValidatorTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final Set<String> TWENTY =
      IntStream.range(0, 20).mapToObj(i -> "kind" + i).collect(Collectors.toSet());

  /** 1: Ann's; 2: Ann's, deleted; 3: Ann's with twenty kinds of reactions; 4: no message. */
  private static final Map<Long, TargetMessage> MESSAGES =
      Map.of(
          1L, new TargetMessage("a", false, Set.of("👍")),
          2L, new TargetMessage("a", true, Set.of()),
          3L, new TargetMessage("a", false, TWENTY));

  private static String on(Draft draft) {
    return DraftValidator.validate(draft, Optional.ofNullable(MESSAGES.get(draft.target())))
        .map(refusal -> refusal.code().text())
        .orElse("allowed");
  }

  @Test
  void anyMemberMaySay() {
    assertThat(on(new Draft.Say(BEN, "", "hi", 0))).isEqualTo("allowed");
  }

  @Test
  void anAnswerNeedsAMessageThatIsThere() {
    assertThat(on(new Draft.Say(BEN, "", "hi", 1))).isEqualTo("allowed");
    assertThat(on(new Draft.Say(BEN, "", "hi", 4))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Say(BEN, "", "hi", 5))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Say(BEN, "", "hi", Long.MAX_VALUE))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Say(BEN, "", "hi", -1))).isEqualTo("no-such-message");
  }

  @Test
  void onlyItsAuthorMayEditOrDeleteAMessage() {
    assertThat(on(new Draft.Edit(ANN, "", 1, "x"))).isEqualTo("allowed");
    assertThat(on(new Draft.Edit(BEN, "", 1, "x"))).isEqualTo("not-yours");
    assertThat(on(new Draft.Delete(ANN, "", 1))).isEqualTo("allowed");
    assertThat(on(new Draft.Delete(BEN, "", 1))).isEqualTo("not-yours");
  }

  @Test
  void aDeletedMessageIsNoMessageAnyMore() {
    assertThat(on(new Draft.Edit(ANN, "", 2, "x"))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Delete(ANN, "", 2))).isEqualTo("no-such-message");
    assertThat(on(new Draft.React(BEN, "", 2, "👍", true))).isEqualTo("no-such-message");
  }

  @Test
  void draftAboutNoMessageIsRefused() {
    assertThat(on(new Draft.Edit(ANN, "", 4, "x"))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Delete(ANN, "", 9))).isEqualTo("no-such-message");
    assertThat(on(new Draft.React(ANN, "", 0, "👍", true))).isEqualTo("no-such-message");
  }

  @Test
  void anyMemberMayReact() {
    assertThat(on(new Draft.React(BEN, "", 1, "👍", true))).isEqualTo("allowed");
    assertThat(on(new Draft.React(BEN, "", 1, "🎉", true))).isEqualTo("allowed");
    assertThat(on(new Draft.React(BEN, "", 1, "🎉", false))).isEqualTo("allowed");
  }

  @Test
  void anyMemberMayPinAMessageThatIsThere() {
    assertThat(on(new Draft.Pin(BEN, "", 1, true))).isEqualTo("allowed");
    assertThat(on(new Draft.Pin(BEN, "", 1, false))).isEqualTo("allowed");
    assertThat(on(new Draft.Pin(BEN, "", 2, true))).isEqualTo("no-such-message");
    assertThat(on(new Draft.Pin(BEN, "", 4, true))).isEqualTo("no-such-message");
  }

  @Test
  void aRoomHasAtMostFiftyPinnedMessages() {
    var pin = new Draft.Pin(BEN, "", 1, true);
    assertThat(DraftValidator.validatePin(pin, false, 49)).isEmpty();
    assertThat(DraftValidator.validatePin(pin, false, 50))
        .contains(Refusal.of(Refusal.Code.TOO_MANY_PINS));
    assertThat(DraftValidator.validatePin(pin, true, 50)).isEmpty();
    assertThat(DraftValidator.validatePin(new Draft.Pin(BEN, "", 1, false), false, 50)).isEmpty();
    assertThat(Refusal.Code.TOO_MANY_PINS.text()).isEqualTo("not-yours");
  }

  @Test
  void aMessageHasAtMostTwentyKindsOfReactions() {
    assertThat(on(new Draft.React(BEN, "", 3, "one more", true))).isEqualTo("bad-frame");
    assertThat(on(new Draft.React(BEN, "", 3, "kind7", true))).isEqualTo("allowed");
    assertThat(on(new Draft.React(BEN, "", 3, "one more", false))).isEqualTo("allowed");
  }
}
