package chat.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing that goes wrong with a message escapes the witness. */
class DeliveryCheckTest {
  private static final int LISTENERS = 3;
  private static final int SENDERS = 2;

  private final DeliveryCheck witness = new DeliveryCheck(LISTENERS, SENDERS);

  @Test
  void whatAllHearOnceAndInOrderIsClean() {
    everybodyHears(0, 0);
    everybodyHears(1, 0);
    everybodyHears(0, 1);
    assertThat(witness.account(3)).isEqualTo(Violations.NONE);
    assertThat(witness.heard()).isEqualTo(3 * LISTENERS);
  }

  @Test
  void aMessageThatOneListenerNeverHearsIsLost() {
    everybodyHears(0, 0);
    hears(0, 0, 1);
    hears(2, 0, 1);
    assertThat(witness.account(2).lost()).isEqualTo(1);
    assertThat(witness.account(2).isClean()).isFalse();
  }

  @Test
  void aMessageInTheMiddleThatOneListenerNeverHearsIsLost() {
    everybodyHears(0, 0);
    hears(0, 0, 1);
    hears(1, 0, 1);
    everybodyHears(0, 2);
    Violations findings = witness.account(3);
    assertThat(findings.lost()).isEqualTo(1);
    assertThat(findings.reordered()).isZero();
  }

  @Test
  void whatWasSentAndNobodyHeardIsLostForEach() {
    assertThat(witness.account(1).lost()).isEqualTo(LISTENERS);
  }

  @Test
  void aMessageHeardAgainIsDoubledAndDoesNotCount() {
    everybodyHears(0, 0);
    assertThat(witness.hear(1, 0, 0)).isFalse();
    Violations findings = witness.account(1);
    assertThat(findings.doubled()).isEqualTo(1);
    assertThat(findings.lost()).isZero();
    assertThat(findings.isClean()).isFalse();
  }

  @Test
  void aDoubledMessageDoesNotMakeUpForALostOne() {
    everybodyHears(0, 0);
    hears(0, 0, 1);
    hears(1, 0, 1);
    var _ = witness.hear(2, 0, 0);
    Violations findings = witness.account(2);
    assertThat(findings.lost()).isEqualTo(1);
    assertThat(findings.doubled()).isEqualTo(1);
  }

  @Test
  void aMessageThatComesAfterALaterOneIsReorderedAndNotLost() {
    everybodyHears(0, 0);
    hears(0, 0, 1);
    hears(0, 0, 2);
    hears(1, 0, 2);
    hears(1, 0, 1);
    hears(2, 0, 1);
    hears(2, 0, 2);
    Violations findings = witness.account(3);
    assertThat(findings.reordered()).isEqualTo(1);
    assertThat(findings.lost()).isZero();
    assertThat(findings.doubled()).isZero();
  }

  @Test
  void aLateMessageHeardTwiceIsDoubled() {
    hears(0, 0, 1);
    hears(0, 0, 0);
    assertThat(witness.hear(0, 0, 0)).isFalse();
    assertThat(witness.account(2).doubled()).isEqualTo(1);
  }

  @Test
  void twoSendersInAnotherOrderForOneListenerAreNotOneOrder() {
    hears(0, 0, 0);
    hears(0, 1, 0);
    hears(1, 0, 0);
    hears(1, 1, 0);
    hears(2, 1, 0);
    hears(2, 0, 0);
    Violations findings = witness.account(2);
    assertThat(findings.otherOrder()).isEqualTo(1);
    assertThat(findings.reordered()).isZero();
    assertThat(findings.isClean()).isFalse();
  }

  private void everybodyHears(int sender, int seq) {
    for (int listener = 0; listener < LISTENERS; listener++) {
      hears(listener, sender, seq);
    }
  }

  private void hears(int listener, int sender, int seq) {
    assertThat(witness.hear(listener, sender, seq)).isTrue();
  }
}
