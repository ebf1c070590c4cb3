package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import chat.core.testing.RecordingReceipt;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Mutes of members, and the slow mode of rooms. */
class SpeechRulesTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");

  private final ManualClock clock = new ManualClock();
  private final Rooms rooms =
      new Rooms(
          new MemoryTranscripts(clock),
          new Rooms.Rules(Duration.ZERO, Optional.empty(), 1, 10, 2),
          clock,
          room -> room.addListener(new RoomListener() {}));

  private Seat seat(RoomName room, Member member) {
    return rooms.join(room, member, new FakeRoomClient());
  }

  private static String say(Seat seat, String text) {
    RecordingReceipt receipt = new RecordingReceipt();
    seat.say("", text, 0, receipt);
    return receipt.calls().getFirst();
  }

  @Test
  void mutedMemberCannotSayUntilTheMuteEnds() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    assertThat(say(ann, "one")).isEqualTo("kept 1");
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    RecordingReceipt receipt = new RecordingReceipt();
    ann.say("", "two", 0, receipt);
    assertThat(receipt.calls()).containsExactly("muted");
    assertThat(receipt.retryAfter()).isEqualTo(MINUTE);
    assertThat(say(seat(RoomName.LOBBY, BEN), "I may")).isEqualTo("kept 2");
    clock.pass(MINUTE);
    assertThat(say(ann, "three")).isEqualTo("kept 3");
  }

  @Test
  void mutedMemberCannotEditReactOrPinButMayDelete() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    say(ann, "one");
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    RecordingReceipt receipt = new RecordingReceipt();
    ann.edit("", 1, "other", receipt);
    ann.react("", 1, "👍", true, receipt);
    ann.pin("", 1, true, receipt);
    ann.delete("", 1, receipt);
    assertThat(receipt.calls()).containsExactly("muted", "muted", "muted", "kept 2");
  }

  @Test
  void pinIsRefusedInARoomWithoutPinsAndNothingElseIs() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    say(ann, "one");
    rooms.speechRules().setRoomsWithoutPins(Set.of(RoomName.LOBBY));
    RecordingReceipt receipt = new RecordingReceipt();
    ann.pin("", 1, true, receipt);
    ann.react("", 1, "👍", true, receipt);
    rooms.speechRules().setRoomsWithoutPins(Set.of());
    ann.pin("", 1, true, receipt);
    assertThat(receipt.calls()).containsExactly("not-yours", "kept 2", "kept 3");
  }

  @Test
  void typingOfAMutedMemberIsNotBroadcast() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    RecordingListener heard = new RecordingListener();
    ann.room().addListener(heard);
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    ann.typing();
    assertThat(heard.lines()).doesNotContain("Ann types");
    rooms.speechRules().setMutes(Map.of());
    ann.typing();
    assertThat(heard.lines()).contains("Ann types");
  }

  @Test
  void muteCanBeEnded() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    assertThat(rooms.speechRules().muteRemaining("a")).isEqualTo(MINUTE);
    rooms.speechRules().setMutes(Map.of());
    assertThat(say(ann, "one")).isEqualTo("kept 1");
  }

  @Test
  void slowModeAllowsOneMessageOfEachMemberPerInterval() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    Seat ben = seat(RoomName.LOBBY, BEN);
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    assertThat(say(ann, "one")).isEqualTo("kept 1");
    assertThat(say(ann, "two")).isEqualTo("slow");
    assertThat(say(ben, "one")).isEqualTo("kept 2");
    clock.pass(MINUTE);
    assertThat(say(ann, "three")).isEqualTo("kept 3");
    assertThat(say(seat(new RoomName("other"), ANN), "elsewhere")).isEqualTo("kept 1");
  }

  @Test
  void refusalInSlowModeDoesNotRestartTheInterval() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    say(ann, "one");
    clock.passSeconds(59);
    RecordingReceipt receipt = new RecordingReceipt();
    ann.say("", "two", 0, receipt);
    assertThat(receipt.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    clock.passSeconds(1);
    assertThat(say(ann, "two")).isEqualTo("kept 2");
  }

  @Test
  void knownIdIsAcknowledgedAlthoughItsAuthorIsMutedOrTheRoomIsSlow() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    RecordingReceipt receipt = new RecordingReceipt();
    ann.say("m1", "one", 0, receipt);
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    ann.say("m2", "two", 0, receipt);
    ann.say("m1", "one", 0, receipt);
    ann.say("m2", "two", 0, receipt);
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    ann.say("m1", "one", 0, receipt);
    ann.say("m3", "three", 0, receipt);
    assertThat(receipt.calls())
        .containsExactly("kept 1", "kept 2", "kept 1", "kept 2", "kept 1", "muted");
  }

  @Test
  void expiredMutesAndSlowModesAreRemoved() {
    rooms.speechRules().setMutes(Map.of("a", MINUTE));
    rooms.speechRules().setSlowMode(RoomName.LOBBY, MINUTE);
    assertThat(rooms.speechRules().slowModeInterval(RoomName.LOBBY)).isEqualTo(MINUTE);
    rooms.speechRules().setSlowMode(RoomName.LOBBY, Duration.ZERO);
    clock.pass(MINUTE);
    rooms.tick();
    assertThat(rooms.speechRules().muteRemaining("a")).isZero();
    assertThat(rooms.speechRules().slowModeInterval(RoomName.LOBBY)).isZero();
  }

  @Test
  void closingARoomRemovesItsSeatsAndNoOthers() {
    FakeRoomClient here = new FakeRoomClient();
    FakeRoomClient there = new FakeRoomClient();
    rooms.join(RoomName.LOBBY, ANN, here);
    rooms.join(new RoomName("other"), ANN, there);
    rooms.close(RoomName.LOBBY);
    assertThat(here.removals()).containsExactly(RoomClient.RemovalReason.ROOM_CLOSED);
    assertThat(there.removals()).isEmpty();
    assertThat(rooms.isPresent(RoomName.LOBBY, "a")).isFalse();
    assertThat(rooms.isPresent(new RoomName("other"), "a")).isTrue();
  }

  @Test
  void numberOfOpenRoomsIsLimited() {
    seat(new RoomName("one"), ANN);
    assertThat(rooms.canOpen(new RoomName("two"), Set.of())).isTrue();
    seat(new RoomName("two"), ANN);
    assertThat(rooms.canOpen(new RoomName("two"), Set.of())).isTrue();
    assertThat(rooms.canOpen(new RoomName("three"), Set.of())).isFalse();
  }

  @Test
  void textLongerThanTheLimitIsRefused() {
    Seat ann = seat(RoomName.LOBBY, ANN);
    assertThat(say(ann, "🙂".repeat(10))).isEqualTo("kept 1");
    assertThat(say(ann, "🙂".repeat(11))).isEqualTo("too-long");
  }
}
