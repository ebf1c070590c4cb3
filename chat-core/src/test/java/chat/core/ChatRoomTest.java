package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SlowTranscript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChatRoomTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final ManualClock clock = new ManualClock();
  private final RecordingListener heard = new RecordingListener();
  private final ChatRoom room = room(GRACE);

  private ChatRoom room(Duration grace) {
    var opened = new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), grace, clock);
    opened.addListener(heard);
    return opened;
  }

  private Seat join(Member member) {
    return join(room, member, new FakeRoomClient());
  }

  private static Seat join(ChatRoom room, Member member, FakeRoomClient chair) {
    return room.join(member, chair, () -> Duration.ZERO).orElseThrow();
  }

  private static void say(Seat seat, String text) {
    seat.say("", text, 0, Receipt.NONE);
  }

  private void passGrace() {
    clock.pass(GRACE);
    room.tick();
  }

  @Test
  void aNewRoomIsEmptyAndSilent() {
    assertThat(room.count()).isZero();
    assertThat(room.members(10)).isEmpty();
    assertThat(heard.lines()).isEmpty();
  }

  @Nested
  class Coming {
    @Test
    void everybodyHearsWhoComesAndHowManyAreHereNow() {
      join(ANN);
      join(BEN);

      assertThat(heard.lines()).containsExactly("+Ann 1", "+Ben 2");
      assertThat(room.count()).isEqualTo(2);
      assertThat(room.members(10)).containsExactlyInAnyOrder(ANN, BEN);
    }

    @Test
    void aSecondTabOfAMemberIsNotHeard() {
      join(ANN);
      join(ANN);

      assertThat(heard.lines()).containsExactly("+Ann 1");
      assertThat(room.count()).isEqualTo(1);
      assertThat(room.members(10)).containsExactly(ANN);
    }

    @Test
    void aListOfMembersIsNoLongerThanAskedFor() {
      join(ANN);
      join(BEN);

      assertThat(room.members(1)).hasSize(1);
      assertThat(room.members(0)).isEmpty();
    }

    @Test
    void aNewcomerIsSeatedBeforeAnybodyHearsOfIt() {
      List<String> order = new ArrayList<>();
      room.addListener(
          new RoomListener() {
            @Override
            public void joined(Member member, int count) {
              order.add("heard");
            }
          });
      RoomClient occupant =
          new RoomClient() {
            @Override
            public void joined(ChatRoom where, long last) {
              order.add("seated");
            }

            @Override
            public void removed(RemovalReason why) {}
          };

      assertThat(room.join(ANN, occupant, () -> Duration.ZERO)).isPresent();

      assertThat(order).containsExactly("seated", "heard");
    }

    @Test
    void aNewcomerIsToldTheLastEntryThatWasHeard() {
      FakeRoomClient first = new FakeRoomClient();
      Seat ann = join(room, ANN, first);
      say(ann, "one");
      say(ann, "two");
      FakeRoomClient second = new FakeRoomClient();

      join(room, BEN, second);

      assertThat(first.last()).isZero();
      assertThat(second.last()).isEqualTo(2);
      assertThat(second.room()).isSameAs(room);
    }

    @Test
    void aRoomThatIsOpenedOnAnOldLogKnowsItsLastEntry() {
      MemoryTranscript log = new MemoryTranscript(clock);
      log.append(new Draft.Say(ANN, "", "long ago", 0), Receipt.NONE);
      FakeRoomClient chair = new FakeRoomClient();

      join(new ChatRoom(RoomName.LOBBY, log, GRACE, clock), BEN, chair);

      assertThat(chair.last()).isEqualTo(1);
    }

    @Test
    void whoeverSignsInUnderAnotherNameLeavesUnderTheOldOneFirst() {
      join(ANN);
      join(new Member("a", "Anna"));

      assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0", "+Anna 1");
      assertThat(room.members(10)).containsExactly(new Member("a", "Anna"));
    }

    @Test
    void aTabUnderTheOldNameIsSentAway() {
      FakeRoomClient old = new FakeRoomClient();
      FakeRoomClient fresh = new FakeRoomClient();
      room.join(ANN, old, () -> Duration.ZERO);
      room.join(new Member("a", "Anna"), fresh, () -> Duration.ZERO);

      assertThat(old.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
      assertThat(fresh.removals()).isEmpty();
    }

    @Test
    void aTabUnderTheOldNameTakesNobodyAlongWhenItGoes() {
      Seat old = join(ANN);
      join(new Member("a", "Anna"));
      heard.drain();

      old.leave();
      passGrace();

      assertThat(heard.lines()).isEmpty();
      assertThat(room.count()).isEqualTo(1);
    }
  }

  @Nested
  class Leaving {
    @Test
    void aMemberWithTwoTabsLeavesWithTheLast() {
      Seat first = join(ANN);
      Seat second = join(ANN);
      heard.drain();

      first.leave();
      passGrace();
      assertThat(heard.lines()).isEmpty();

      second.leave();
      passGrace();
      assertThat(heard.lines()).containsExactly("-Ann 0");
    }

    @Test
    void aMemberIsStillHereUntilTheGraceIsOver() {
      Seat ann = join(ANN);
      heard.drain();

      ann.leave();
      clock.pass(GRACE.minusMillis(1));
      room.tick();
      assertThat(heard.lines()).isEmpty();
      assertThat(room.count()).isEqualTo(1);
      assertThat(room.members(10)).containsExactly(ANN);

      clock.passMillis(1);
      room.tick();
      assertThat(heard.lines()).containsExactly("-Ann 0");
      assertThat(room.count()).isZero();
    }

    @Test
    void aReloadWithinTheGraceIsNotHeard() {
      Seat before = join(ANN);
      heard.drain();

      before.leave();
      clock.passMillis(500);
      room.tick();
      join(ANN);
      passGrace();
      passGrace();

      assertThat(heard.lines()).isEmpty();
      assertThat(room.count()).isEqualTo(1);
    }

    @Test
    void theGraceBeginsAnewWithEachGoing() {
      join(ANN).leave();
      clock.passSeconds(2);
      join(ANN).leave();
      heard.drain();

      clock.passSeconds(2);
      room.tick();
      assertThat(heard.lines()).isEmpty();

      clock.passSeconds(1);
      room.tick();
      assertThat(heard.lines()).containsExactly("-Ann 0");
    }

    @Test
    void comingAndGoingTwiceInTheSameMomentIsOneLeaving() {
      join(ANN).leave();
      join(ANN).leave();

      passGrace();
      passGrace();

      assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0");
    }

    @Test
    void leavingTwiceIsLeavingOnce() {
      Seat ann = join(ANN);
      Seat other = join(ANN);
      ann.leave();
      ann.leave();
      passGrace();

      assertThat(room.count()).isEqualTo(1);
      other.leave();
      passGrace();
      assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0");
    }

    @Test
    void withoutAGraceALeavingIsHeardAtOnce() {
      ChatRoom strict = room(Duration.ZERO);
      Seat ann = join(strict, ANN, new FakeRoomClient());
      heard.drain();

      ann.leave();

      assertThat(heard.lines()).containsExactly("-Ann 0");
      assertThat(strict.count()).isZero();
    }

    @Test
    void thoseWhoseGraceIsOverGoInTheOrderInWhichTheyLeft() {
      Seat ann = join(ANN);
      Seat ben = join(BEN);
      ben.leave();
      clock.passMillis(1);
      ann.leave();
      heard.drain();

      passGrace();

      assertThat(heard.lines()).containsExactly("-Ben 1", "-Ann 0");
    }

    @Test
    void whoIsDismissedGoesAtOnceWithAllTabs() {
      FakeRoomClient one = new FakeRoomClient();
      FakeRoomClient two = new FakeRoomClient();
      Seat first = join(room, ANN, one);
      join(room, ANN, two);
      join(BEN);
      heard.drain();

      room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);

      assertThat(heard.lines()).containsExactly("-Ann 1");
      assertThat(one.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
      assertThat(two.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
      first.leave();
      passGrace();
      assertThat(heard.lines()).containsExactly("-Ann 1");
    }

    @Test
    void whoIsDismissedInTheGraceGoesAtOnceAndOnce() {
      join(ANN).leave();
      heard.drain();

      room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
      passGrace();

      assertThat(heard.lines()).containsExactly("-Ann 0");
    }

    @Test
    void whoComesBackAfterADismissalIsNotTakenAlongByTheOldTab() {
      Seat old = join(ANN);
      room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
      join(ANN);
      heard.drain();

      old.leave();
      passGrace();

      assertThat(heard.lines()).isEmpty();
      assertThat(room.count()).isEqualTo(1);
    }

    @Test
    void dismissingSomebodyWhoIsNotHereChangesNothing() {
      join(ANN);
      room.remove("nobody", RoomClient.RemovalReason.REMOVED);

      assertThat(heard.lines()).containsExactly("+Ann 1");
    }
  }

  @Nested
  class Talking {
    @Test
    void whatIsSaidIsHeardInOrderWithNumbersWithoutAHole() {
      Seat ann = join(ANN);
      Seat ben = join(BEN);
      heard.drain();

      say(ann, "hi");
      say(ben, "hello");
      say(ann, "how are you?");

      assertThat(heard.lines()).containsExactly("1 Ann:hi", "2 Ben:hello", "3 Ann:how are you?");
    }

    @Test
    void nothingIsHeardOrAnsweredBeforeItIsKept() {
      SlowTranscript disk = new SlowTranscript(clock);
      ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
      slow.addListener(heard);
      Seat ann = join(slow, ANN, new FakeRoomClient());
      heard.drain();
      RecordingReceipt receipt = new RecordingReceipt();

      ann.say("1", "hi", 0, receipt);
      assertThat(heard.lines()).isEmpty();
      assertThat(receipt.calls()).isEmpty();

      disk.keepAll();
      assertThat(heard.lines()).containsExactly("1 Ann:hi");
      assertThat(receipt.calls()).containsExactly("kept 1");
    }

    @Test
    void whatCouldNotBeKeptIsHeardByNobody() {
      SlowTranscript disk = new SlowTranscript(clock);
      ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
      slow.addListener(heard);
      Seat ann = join(slow, ANN, new FakeRoomClient());
      heard.drain();
      RecordingReceipt receipt = new RecordingReceipt();

      ann.say("1", "hi", 0, receipt);
      disk.refuseAll();

      assertThat(receipt.calls()).containsExactly("not-kept");
      assertThat(heard.lines()).isEmpty();
    }

    @Test
    void aNewcomersPositionLiesBehindWhatIsStillOnItsWayToTheDisk() {
      SlowTranscript disk = new SlowTranscript(clock);
      ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
      slow.addListener(heard);
      Seat ann = join(slow, ANN, new FakeRoomClient());
      ann.say("1", "hi", 0, Receipt.NONE);
      FakeRoomClient newcomer = new FakeRoomClient();

      join(slow, BEN, newcomer);
      disk.keepAll();

      assertThat(newcomer.last()).isZero();
      assertThat(heard.lines()).containsExactly("+Ann 1", "+Ben 2", "1 Ann:hi");
    }

    @Test
    void whatAMemberSaidBeforeItLeftIsStillHeard() {
      SlowTranscript disk = new SlowTranscript(clock);
      ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, Duration.ZERO, clock);
      slow.addListener(heard);
      Seat ann = join(slow, ANN, new FakeRoomClient());
      join(slow, BEN, new FakeRoomClient());
      heard.drain();

      ann.say("1", "bye", 0, Receipt.NONE);
      ann.leave();
      disk.keepAll();

      assertThat(heard.lines()).containsExactly("-Ann 1", "1 Ann:bye");
    }

    @Test
    void whoIsNotHereDoesNotType() {
      Seat ann = join(ANN);
      room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
      heard.drain();

      ann.typing();

      assertThat(heard.lines()).isEmpty();
    }
  }

  @Nested
  class Listeners {
    @Test
    void listenerThatThrowsAnExceptionKeepsNoOtherFromBeingNotified() {
      assertThatOthersAreNotified(new ThrowingListener(IllegalStateException::new));
    }

    @Test
    void listenerThatThrowsAnErrorKeepsNoOtherFromBeingNotified() {
      assertThatOthersAreNotified(
          new ThrowingListener(event -> {
            throw new StackOverflowError(event);
          }));
    }

    private void assertThatOthersAreNotified(RoomListener throwing) {
      Logger.getLogger(RoomListeners.class.getName()).setLevel(Level.OFF);
      ChatRoom fragile = new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), GRACE, clock);
      fragile.addListener(throwing);
      fragile.addListener(heard);

      Seat ann = join(fragile, ANN, new FakeRoomClient());
      RecordingReceipt receipt = new RecordingReceipt();
      ann.say("1", "hi", 0, receipt);
      ann.typing();
      ann.leave();
      clock.pass(GRACE);
      fragile.tick();
      fragile.closeIfEmpty();

      assertThat(heard.lines())
          .containsExactly("+Ann 1", "1 Ann:hi", "Ann types", "-Ann 0", "closed");
      assertThat(receipt.calls()).containsExactly("kept 1");
    }

    @Test
    void restComesAfterTheEventAndWithoutTheLock() {
      Curious curious = new Curious();
      Seat ann = join(ANN);
      room.addListener(curious);

      say(ann, "hi");

      assertThat(curious.order).containsExactly("entry", "rest, unlocked");
    }
  }

  /** Finds out whether another thread can use the room while this one rests. */
  private final class Curious implements RoomListener {
    private final List<String> order = new ArrayList<>();

    @Override
    public void broadcast(Entry entry) {
      order.add("entry");
    }

    @Override
    public void flushed() {
      if (order.size() == 1) {
        order.add("rest");
        var other = CompletableFuture.runAsync(() -> join(BEN));
        order.set(1, "rest, " + (done(other) ? "unlocked" : "locked"));
      }
    }

    private static boolean done(CompletableFuture<Void> other) {
      try {
        other.get(10, TimeUnit.SECONDS);
        return true;
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        return false;
      }
    }
  }

  private record ThrowingListener(Function<String, RuntimeException> failure)
      implements RoomListener {
    @Override
    public void joined(Member member, int count) {
      throw failure.apply("joined");
    }

    @Override
    public void left(Member member, int count) {
      throw failure.apply("left");
    }

    @Override
    public void broadcast(Entry entry) {
      throw failure.apply("broadcast");
    }

    @Override
    public void typing(Member member) {
      throw failure.apply("typing");
    }

    @Override
    public void tick() {
      throw failure.apply("tick");
    }

    @Override
    public void flushed() {
      throw failure.apply("flushed");
    }

    @Override
    public void closed() {
      throw failure.apply("closed");
    }
  }

  @Nested
  class Closing {
    @Test
    void aRoomWithSomebodyInItIsNotClosed() {
      join(ANN);

      assertThat(room.closeIfEmpty()).isFalse();
      assertThat(heard.lines()).containsExactly("+Ann 1");
    }

    @Test
    void aMemberInItsGraceKeepsTheRoomOpen() {
      join(ANN).leave();

      assertThat(room.closeIfEmpty()).isFalse();
    }

    @Test
    void nobodyJoinsAClosedRoom() {
      assertThat(room.closeIfEmpty()).isTrue();

      assertThat(room.join(ANN, new FakeRoomClient(), () -> Duration.ZERO)).isEmpty();
      assertThat(heard.lines()).containsExactly("closed");
    }
  }
}
