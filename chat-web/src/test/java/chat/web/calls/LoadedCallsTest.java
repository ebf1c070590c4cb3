package chat.web.calls;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.member.CallQueue.WaitingCall;
import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Which calls run when, and how many at once. */
class LoadedCallsTest {
  private static final CallSettings SETTINGS =
      new CallSettings(
          List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(50)),
          Duration.ofSeconds(10),
          64,
          6,
          4,
          3,
          10,
          Duration.ofSeconds(30));

  private final ManualClock clock = new ManualClock();
  private final LoadedCalls calls = new LoadedCalls(SETTINGS, clock);

  private static WaitingCall call(String room, long seq) {
    return new WaitingCall(new RoomName(room), new ReadPosition("epoch", seq));
  }

  private void add(String bot, int count) {
    calls.add(bot, LongStream.rangeClosed(1, count).mapToObj(seq -> call("tea", seq)).toList());
  }

  /** The bot is its own host, up to its first digit. */
  private List<BotCall> start() {
    return calls.start(bot -> Optional.of(bot.replaceAll("[0-9]", "")));
  }

  private static List<Long> numbers(List<BotCall> calls) {
    return calls.stream().map(call -> call.key().call().message().seq()).toList();
  }

  private void fail(BotCall call) {
    calls.stopped(call);
    call.fail(clock.instant());
  }

  private Optional<ReadPosition> finish(BotCall call) {
    calls.stopped(call);
    call.finish();
    return calls.forgetDone(call.key());
  }

  @Test
  void callsOfABotAndAHostAndAllAreLimited() {
    add("a1", 5);
    add("a2", 2);
    add("b1", 5);
    List<BotCall> started = start();
    assertThat(started.stream().map(call -> call.key().botId()))
        .containsExactly("a1", "a1", "a1", "a2", "b1", "b1");
    assertThat(start()).isEmpty();
    fail(started.getFirst());
    assertThat(numbers(start())).containsExactly(4L);
  }

  @Test
  void callIsTriedAgainAfterItsWaitsAndThenGivenUp() {
    add("a", 1);
    BotCall call = start().getFirst();
    fail(call);
    assertThat(start()).isEmpty();
    assertThat(calls.nextDue()).hasValue(clock.instant().plusSeconds(10));
    clock.pass(Duration.ofSeconds(10));
    assertThat(start()).containsExactly(call);
    fail(call);
    clock.pass(Duration.ofSeconds(49));
    assertThat(start()).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    assertThat(start()).containsExactly(call);
    calls.stopped(call);
    assertThat(call.fail(clock.instant())).isTrue();
    assertThat(calls.forgetDone(call.key())).hasValue(new ReadPosition("epoch", 1));
    assertThat(calls.size()).isZero();
  }

  @Test
  void callThatWaitsHoldsBackWhatIsNoted() {
    add("a", 3);
    List<BotCall> started = start();
    assertThat(finish(started.get(1))).isEmpty();
    calls.add("a", List.of(call("tea", 2)));
    assertThat(start()).as("a call that is done is not repeated").isEmpty();
    assertThat(finish(started.get(2))).isEmpty();
    assertThat(finish(started.get(0))).hasValue(new ReadPosition("epoch", 3));
    assertThat(calls.size()).isZero();
  }

  @Test
  void roomsAreNotedByThemselves() {
    calls.add("a", List.of(call("tea", 5), call("den", 2)));
    List<BotCall> started = start();
    assertThat(finish(started.get(1))).hasValue(new ReadPosition("epoch", 2));
    assertThat(calls.size()).isEqualTo(1);
  }

  @Test
  void callsInMemoryAreLimited() {
    List<WaitingCall> many =
        LongStream.rangeClosed(1, 11).mapToObj(seq -> call("tea", seq)).toList();
    assertThat(calls.add("a", many)).isFalse();
    assertThat(calls.size()).isEqualTo(10);
  }
}
