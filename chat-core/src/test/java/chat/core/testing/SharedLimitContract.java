package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Refusal.Code;
import chat.core.log.Transcript;
import chat.core.name.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member's rate and slow mode hold over two servers that share one log. */
@Timeout(60)
public abstract class SharedLimitContract extends SharedTranscriptFixture {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int BURST = 3;
  private static final DraftLimit RATE = new DraftLimit(HOUR, BURST, Duration.ZERO);
  private static final DraftLimit SLOW = DraftLimit.NONE.withPause(HOUR);

  private static RecordingReceipt append(Transcript at, Draft draft, DraftLimit limit) {
    var receipt = new RecordingReceipt();
    at.append(draft, limit, receipt);
    return receipt;
  }

  private static RecordingReceipt say(Transcript at, Member by, String id, DraftLimit limit) {
    return append(at, new Draft.Say(by, id, "hi", 0), limit);
  }

  private static void assertRefused(RecordingReceipt receipt, Code code) {
    assertThat(receipt.refusal()).isEqualTo(code);
    assertThat(receipt.retryAfter()).isBetween(HOUR.minusMinutes(1), HOUR);
  }

  @Test
  void burstIsThatOfOneServer() {
    assertThat(say(log, ANN, "", RATE).seq()).isEqualTo(1);
    assertThat(say(other, ANN, "", RATE).seq()).isEqualTo(2);
    assertThat(append(log, new Draft.React(ANN, "", 1, "👍", true), RATE).seq()).isEqualTo(3);

    assertRefused(say(log, ANN, "", RATE), Code.TOO_FAST);
    assertRefused(append(other, new Draft.Edit(ANN, "", 1, "oh"), RATE), Code.TOO_FAST);
    assertThat(append(other, new Draft.Delete(ANN, "", 1)).seq()).as("no limit").isEqualTo(4);
    assertThat(all()).hasSize(4);
  }

  @Test
  void burstIsThatOfOneServerWhereAllIsSentAtOnce() throws InterruptedException {
    List<RecordingReceipt> receipts = Collections.synchronizedList(new ArrayList<>());

    inParallel(
        THREADS,
        thread -> {
          for (int i = 0; i < 10; i++) {
            receipts.add(say(thread % 2 == 0 ? log : other, ANN, thread + "-" + i, RATE));
          }
        });

    assertThat(receipts.stream().filter(RecordingReceipt::isKept)).hasSize(BURST);
    assertThat(all()).hasSize(BURST);
  }

  @Test
  void tokenComesBackAfterItsTime() {
    // 3 s, because the second draft has to come before the token does, however slow the machine is.
    var fast = new DraftLimit(Duration.ofSeconds(3), 1, Duration.ZERO);
    assertThat(say(log, ANN, "", fast).seq()).isEqualTo(1);
    RecordingReceipt tooEarly = say(other, ANN, "", fast);
    assertThat(tooEarly.refusal()).isEqualTo(Code.TOO_FAST);
    assertThat(tooEarly.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(3));

    RecordingReceipt kept =
        Stream.generate(() -> say(other, ANN, "", fast))
            .filter(RecordingReceipt::isKept)
            .findFirst()
            .orElseThrow();

    assertThat(kept.seq()).isEqualTo(2);
  }

  @Test
  void slowModeAllowsOneMessageInAPause() {
    assertThat(say(log, ANN, "", SLOW).seq()).isEqualTo(1);

    assertRefused(say(other, ANN, "", SLOW), Code.SLOW);
    assertRefused(say(log, ANN, "", SLOW), Code.SLOW);
    assertThat(say(other, BEN, "", SLOW).seq()).as("another member").isEqualTo(2);
    assertThat(append(other, new Draft.Edit(ANN, "", 1, "oh"), RATE).seq()).isEqualTo(3);
    assertThat(say(other, ANN, "", RATE).seq()).as("after slow mode has ended").isEqualTo(4);
  }

  @Test
  void pauseThatWasMadeShorterHoldsAtOnce() {
    assertThat(say(log, ANN, "", SLOW).seq()).isEqualTo(1);
    var shorter = DraftLimit.NONE.withPause(Duration.ofMillis(1));

    assertThat(say(other, ANN, "", shorter).seq()).isEqualTo(2);
  }

  @Test
  void limitsAreOfEachMemberInEachRoom() {
    var one = new DraftLimit(HOUR, 1, HOUR);
    assertThat(say(log, ANN, "", one).seq()).isEqualTo(1);
    assertThat(say(other, BEN, "", one).seq()).isEqualTo(2);
    assertThat(say(otherTranscripts.open(GARDEN), ANN, "", one).seq()).isEqualTo(1);

    assertRefused(say(log, BEN, "", one), Code.TOO_FAST);
    assertRefused(say(transcripts.open(GARDEN), ANN, "", one), Code.TOO_FAST);
  }

  @Test
  void knownIdIsAcknowledgedBeyondTheLimitAndDoesNotCount() {
    assertThat(say(log, ANN, "1", RATE).seq()).isEqualTo(1);
    for (int i = 0; i < BURST; i++) {
      assertThat(say(other, ANN, "1", RATE).seq()).isEqualTo(1);
    }
    assertThat(say(other, ANN, "2", RATE).seq()).isEqualTo(2);
    assertThat(say(log, ANN, "3", RATE).seq()).isEqualTo(3);
    assertRefused(say(log, ANN, "4", RATE), Code.TOO_FAST);
    assertThat(say(other, ANN, "2", RATE).seq()).isEqualTo(2);
    assertRefused(say(other, ANN, "4", RATE), Code.TOO_FAST);
  }

  @Test
  void refusedDraftDoesNotCount() {
    var both = RATE.withPause(HOUR);
    assertThat(append(log, new Draft.Say(ANN, "", "hi", 9), both).refusal())
        .isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(say(log, ANN, "", both).seq()).isEqualTo(1);
    assertRefused(say(other, ANN, "", both), Code.SLOW);
    assertThat(append(other, new Draft.Edit(ANN, "", 9, "oh"), RATE).refusal())
        .isEqualTo(Code.NO_SUCH_MESSAGE);

    assertThat(append(other, new Draft.Edit(ANN, "", 1, "oh"), RATE).seq()).isEqualTo(2);
    assertThat(append(log, new Draft.Edit(ANN, "", 1, "no"), RATE).seq()).isEqualTo(3);
    assertRefused(say(log, ANN, "", both), Code.TOO_FAST);
  }

  @Test
  void draftsWithoutALimitAreKept() {
    say(log, ANN, "", new DraftLimit(HOUR, 1, HOUR)).seq();
    for (int i = 0; i < 20; i++) {
      assertThat(append(i % 2 == 0 ? log : other, new Draft.Say(ANN, "", "hi", 0)).isKept())
          .isTrue();
    }
  }
}
