package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SlowTranscript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The limits that the log of several servers judges after this server has. */
class LoggedLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Member ANN = new Member("a", "Ann");

  private final ManualClock clock = new ManualClock();
  private final List<DraftLimit> limits = new ArrayList<>();
  private Optional<Refusal> refusal = Optional.empty();
  private final Rooms rooms =
      new Rooms(
          new LimitingTranscripts(),
          new Rooms.Rules(Duration.ZERO, Optional.of(4.0), 10),
          clock,
          room -> {});
  private final Seat ann = rooms.join(RoomName.LOBBY, ANN, new FakeRoomClient());

  /** Logs that record the limits of drafts, and refuse drafts as a test says. */
  private final class LimitingTranscripts implements Transcripts {
    @Override
    public Transcript open(RoomName room) {
      var log =
          new SlowTranscript(clock) {
            @Override
            public void append(Draft draft, DraftLimit limit, Receipt receipt) {
              limits.add(limit);
              if (refusal.isPresent()) {
                receipt.refused(refusal.get());
              } else {
                append(draft, receipt);
                keepAll();
              }
            }
          };
      return log;
    }

    @Override
    public void close() {}
  }

  private RecordingReceipt say() {
    var receipt = new RecordingReceipt();
    ann.say("", "hi", 0, receipt);
    return receipt;
  }

  @Test
  void draftsCarryTheRateAndMessagesThePause() {
    var rate = new DraftLimit(Duration.ofMillis(250), 10, Duration.ZERO);
    say();
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    say();
    ann.edit("", 1, "hello", new RecordingReceipt());
    ann.react("", 1, "👍", true, new RecordingReceipt());

    assertThat(limits).containsExactly(rate, rate.withPause(MINUTE), rate, rate);
  }

  @Test
  void deletionCarriesNoLimit() {
    ann.delete("", 1, new RecordingReceipt());

    assertThat(limits).isEmpty();
  }

  @Test
  void draftsCarryNoLimitWhereTheRateIsOff() {
    var rules = new Rooms.Rules(Duration.ZERO, Optional.empty(), 10);
    var unlimited = new Rooms(new LimitingTranscripts(), rules, clock, room -> {});
    unlimited
        .join(RoomName.LOBBY, ANN, new FakeRoomClient())
        .say("", "hi", 0, new RecordingReceipt());

    assertThat(limits).containsExactly(DraftLimit.NONE);
  }

  @Test
  void messageThatTheLogRefusesDelaysTheNextOneNoLongerThanTheLogSays() {
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    refusal = Optional.of(Refusal.slow(Duration.ofSeconds(5)));
    RecordingReceipt first = say();
    refusal = Optional.empty();
    clock.passSeconds(4);
    RecordingReceipt second = say();
    clock.passSeconds(1);
    RecordingReceipt third = say();

    assertThat(first.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(second.refusal()).isEqualTo(Refusal.Code.SLOW);
    assertThat(second.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(third.isKept()).isTrue();
    assertThat(say().retryAfter()).isEqualTo(MINUTE);
  }

  @Test
  void messageThatTheLogRefusesAsTooFastDoesNotCountInSlowMode() {
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    refusal = Optional.of(Refusal.tooFast(Duration.ofSeconds(1)));
    assertThat(say().refusal()).isEqualTo(Refusal.Code.TOO_FAST);
    refusal = Optional.empty();
    clock.passSeconds(1);

    assertThat(say().isKept()).isTrue();
  }

  @Test
  void logOfOneServerIgnoresTheLimit() {
    var log = new MemoryTranscript(clock);
    var limit = new DraftLimit(MINUTE, 1, MINUTE);
    for (int i = 1; i <= 3; i++) {
      var receipt = new RecordingReceipt();
      log.append(new Draft.Say(ANN, "", "hi", 0), limit, receipt);
      assertThat(receipt.seq()).isEqualTo(i);
    }
  }
}
