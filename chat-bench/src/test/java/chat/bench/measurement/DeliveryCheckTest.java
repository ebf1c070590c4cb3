package chat.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests that {@link DeliveryCheck} detects every kind of violation. */
class DeliveryCheckTest {
  private static final int RECEIVERS = 3;
  private static final int SENDERS = 2;

  private final DeliveryCheck deliveries = new DeliveryCheck(RECEIVERS, SENDERS);

  @Test
  void deliveriesOnceAndInOrderAreClean() {
    allReceive(0, 0);
    allReceive(1, 0);
    allReceive(0, 1);
    assertThat(deliveries.violations(3)).isEqualTo(Violations.NONE);
    assertThat(deliveries.received()).isEqualTo(3 * RECEIVERS);
  }

  @Test
  void messageMissingAtOneReceiverIsLost() {
    allReceive(0, 0);
    receives(0, 0, 1);
    receives(2, 0, 1);
    assertThat(deliveries.violations(2).lost()).isEqualTo(1);
    assertThat(deliveries.violations(2).isClean()).isFalse();
  }

  @Test
  void messageMissingInTheMiddleIsLostNotReordered() {
    allReceive(0, 0);
    receives(0, 0, 1);
    receives(1, 0, 1);
    allReceive(0, 2);
    Violations violations = deliveries.violations(3);
    assertThat(violations.lost()).isEqualTo(1);
    assertThat(violations.reordered()).isZero();
  }

  @Test
  void messageMissingEverywhereIsLostForEachReceiver() {
    assertThat(deliveries.violations(1).lost()).isEqualTo(RECEIVERS);
  }

  @Test
  void repeatedMessageIsDuplicatedAndNotCounted() {
    allReceive(0, 0);
    assertThat(deliveries.record(1, 0, 0)).isFalse();
    Violations violations = deliveries.violations(1);
    assertThat(violations.duplicated()).isEqualTo(1);
    assertThat(violations.lost()).isZero();
    assertThat(violations.isClean()).isFalse();
  }

  @Test
  void duplicateDoesNotCompensateForALostMessage() {
    allReceive(0, 0);
    receives(0, 0, 1);
    receives(1, 0, 1);
    var _ = deliveries.record(2, 0, 0);
    Violations violations = deliveries.violations(2);
    assertThat(violations.lost()).isEqualTo(1);
    assertThat(violations.duplicated()).isEqualTo(1);
  }

  @Test
  void messageAfterALaterOneIsReorderedNotLost() {
    allReceive(0, 0);
    receives(0, 0, 1);
    receives(0, 0, 2);
    receives(1, 0, 2);
    receives(1, 0, 1);
    receives(2, 0, 1);
    receives(2, 0, 2);
    Violations violations = deliveries.violations(3);
    assertThat(violations.reordered()).isEqualTo(1);
    assertThat(violations.lost()).isZero();
    assertThat(violations.duplicated()).isZero();
  }

  @Test
  void repeatedLateMessageIsDuplicated() {
    receives(0, 0, 1);
    receives(0, 0, 0);
    assertThat(deliveries.record(0, 0, 0)).isFalse();
    assertThat(deliveries.violations(2).duplicated()).isEqualTo(1);
  }

  @Test
  void differentOrderOfTwoSendersIsDetected() {
    receives(0, 0, 0);
    receives(0, 1, 0);
    receives(1, 0, 0);
    receives(1, 1, 0);
    receives(2, 1, 0);
    receives(2, 0, 0);
    Violations violations = deliveries.violations(2);
    assertThat(violations.otherOrder()).isEqualTo(1);
    assertThat(violations.reordered()).isZero();
    assertThat(violations.isClean()).isFalse();
  }

  private void allReceive(int sender, int seq) {
    for (int receiver = 0; receiver < RECEIVERS; receiver++) {
      receives(receiver, sender, seq);
    }
  }

  private void receives(int receiver, int sender, int seq) {
    assertThat(deliveries.record(receiver, sender, seq)).isTrue();
  }
}
