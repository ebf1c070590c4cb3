package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import chat.core.testing.RecordingReceipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoomsTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final RoomName GARDEN = new RoomName("garden");
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final ReadLimit SOME = new ReadLimit(50, 100_000);

  private final ManualClock clock = new ManualClock();
  private final RecordingListener heard = new RecordingListener();
  private final MemoryTranscripts logs = new MemoryTranscripts(clock);
  private final Rooms rooms = rooms(Optional.empty());

  private Rooms rooms(Optional<Double> messagesPerSecond) {
    return new Rooms(
        logs, new Rooms.Rules(GRACE, messagesPerSecond, 2), clock, room -> room.addListener(heard));
  }

  private void passGrace() {
    clock.pass(GRACE);
    rooms.tick();
  }

  @Test
  void firstJoinOpensARoom() {
    assertThat(rooms.count()).isZero();

    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());

    assertThat(ann.room().name()).isEqualTo(GARDEN);
    assertThat(rooms.count()).isEqualTo(1);
    assertThat(heard.lines()).containsExactly("+Ann 1");
  }

  @Test
  void visitIsNoPresenceAndKeepsTheRoomOpen() {
    Seat visit = rooms.visit(GARDEN, ANN);
    passGrace();
    RecordingReceipt receipt = new RecordingReceipt();
    visit.say("1", "hello", 0, receipt);

    assertThat(receipt.seq()).isEqualTo(1);
    assertThat(heard.lines()).noneMatch(line -> line.startsWith("+"));
    assertThat(rooms.count()).isEqualTo(1);
    visit.leave();
    rooms.tick();
    assertThat(rooms.count()).isZero();
  }

  @Test
  void visitsOfAMemberShareItsRate() {
    Rooms limited = rooms(Optional.of(0.001));
    for (int i = 0; i < 2; i++) {
      Seat visit = limited.visit(GARDEN, ANN);
      visit.say("", "hello", 0, Receipt.NONE);
      visit.leave();
    }
    RecordingReceipt third = new RecordingReceipt();
    limited.visit(GARDEN, ANN).say("", "hello", 0, third);

    assertThat(third.refusal()).isEqualTo(Refusal.Code.TOO_FAST);
  }

  @Test
  void equalNamesAreOneRoom() {
    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());
    Seat ben = rooms.join(new RoomName("GARDEN"), BEN, new FakeRoomClient());
    Seat far = rooms.join(RoomName.LOBBY, BEN, new FakeRoomClient());

    assertThat(ben.room()).isSameAs(ann.room()).isNotSameAs(far.room());
    assertThat(rooms.count()).isEqualTo(2);
  }

  @Test
  void emptyRoomIsClosed() {
    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());
    rooms.tick();
    assertThat(rooms.count()).isEqualTo(1);

    ann.leave();
    rooms.tick();
    assertThat(rooms.count()).isEqualTo(1);

    passGrace();
    assertThat(rooms.count()).isZero();
    assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0", "closed");
  }

  @Test
  void reopenedRoomHasItsEntriesAndEpoch() {
    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());
    ann.say("1", "hi", 0, Receipt.NONE);
    String epoch = ann.room().transcript().epoch();
    ann.leave();
    passGrace();
    FakeRoomClient client = new FakeRoomClient();

    Seat again = rooms.join(GARDEN, ANN, client);

    assertThat(again.room()).isNotSameAs(ann.room());
    assertThat(again.room().transcript().epoch()).isEqualTo(epoch);
    assertThat(client.last()).isEqualTo(1);
    heard.drain();
    again.say("2", "back", 0, Receipt.NONE);
    assertThat(heard.lines()).containsExactly("2 Ann:back");
  }

  @Test
  void roomWithoutAnEntryIsForgotten() {
    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());
    String epoch = ann.room().transcript().epoch();
    ann.leave();
    passGrace();

    assertThat(rooms.join(GARDEN, ANN, new FakeRoomClient()).room().transcript().epoch())
        .isNotEqualTo(epoch);
  }

  @Test
  void aRoomCanBeReadWhetherItIsOpenOrNot() {
    Seat ann = rooms.join(GARDEN, ANN, new FakeRoomClient());
    ann.say("1", "hi", 0, Receipt.NONE);

    assertThat(rooms.read(GARDEN, log -> log.before(9, SOME)).messages()).hasSize(1);
    ann.leave();
    passGrace();
    assertThat(rooms.count()).isZero();
    assertThat(rooms.read(GARDEN, log -> log.before(9, SOME)).messages()).hasSize(1);
  }

  @Test
  void readingARoomThatIsNotOpenLeavesNothingBehind() {
    String first = rooms.read(GARDEN, Transcript::epoch);
    assertThat(rooms.count()).isZero();

    String second = rooms.read(GARDEN, Transcript::epoch);

    // Another numbering: the first log was forgotten, as nothing was ever said in it.
    assertThat(second).isNotEqualTo(first);
    rooms.tick();
    assertThat(rooms.count()).isZero();
  }

  @Test
  void removedMemberLeavesAllRooms() {
    FakeRoomClient here = new FakeRoomClient();
    FakeRoomClient there = new FakeRoomClient();
    rooms.join(GARDEN, ANN, here);
    rooms.join(RoomName.LOBBY, ANN, there);
    rooms.join(RoomName.LOBBY, BEN, new FakeRoomClient());

    rooms.remove("a", RoomClient.RemovalReason.REMOVED);

    assertThat(here.removals()).containsExactly(RoomClient.RemovalReason.REMOVED);
    assertThat(there.removals()).containsExactly(RoomClient.RemovalReason.REMOVED);
    assertThat(heard.lines()).contains("-Ann 0", "-Ann 1");
  }

  @Test
  void rateLimitOfAMemberCountsAllItsSeatsAndRooms() {
    Rooms limited = rooms(Optional.of(1.0));
    Seat here = limited.join(GARDEN, ANN, new FakeRoomClient());
    Seat there = limited.join(RoomName.LOBBY, ANN, new FakeRoomClient());
    RecordingReceipt receipt = new RecordingReceipt();

    here.say("1", "a", 0, receipt);
    there.say("2", "b", 0, receipt);
    here.say("3", "c", 0, receipt);

    assertThat(receipt.calls()).containsExactly("kept 1", "kept 1", "too-fast");
  }

  @Test
  void laterSeatOfAMemberSharesItsRateLimit() {
    Rooms limited = rooms(Optional.of(1.0));
    Seat first = limited.join(GARDEN, ANN, new FakeRoomClient());
    // Its allowance is full, so it may be forgotten, but not by one tab alone.
    limited.tick();
    Seat second = limited.join(GARDEN, ANN, new FakeRoomClient());
    RecordingReceipt receipt = new RecordingReceipt();

    first.say("1", "a", 0, receipt);
    second.say("2", "b", 0, receipt);
    first.say("3", "c", 0, receipt);
    second.say("4", "d", 0, receipt);

    assertThat(receipt.calls()).containsExactly("kept 1", "kept 2", "too-fast", "too-fast");
  }

  @Test
  void membersWhoseRateLimitIsRefilledAreNoLongerRemembered() {
    Rooms limited = rooms(Optional.of(1.0));
    for (int i = 0; i < 100; i++) {
      Member member = new Member("m" + i, "Member " + i);
      limited.join(GARDEN, member, new FakeRoomClient()).say("", "hi", 0, Receipt.NONE);
    }
    clock.passMillis(999);
    limited.tick();
    assertThat(limited.rateLimitedMembers()).isEqualTo(100);

    clock.passMillis(1);
    limited.tick();
    assertThat(limited.rateLimitedMembers()).isZero();
  }

  @Test
  void numberOfRateLimitedMembersIsBounded() {
    Rooms limited =
        new Rooms(logs, new Rooms.Rules(Duration.ZERO, Optional.of(1.0), 1), clock, room -> {});
    for (int i = 0; i < RateLimit.MAX_KEYS + 100; i++) {
      Seat seat = limited.join(GARDEN, new Member("m" + i, "Member"), new FakeRoomClient());
      seat.delete("", 1, Receipt.NONE);
      seat.leave();
    }

    assertThat(limited.rateLimitedMembers()).isEqualTo(RateLimit.MAX_KEYS + 1);
  }

  @Test
  void memberThatJoinsAClosingRoomGetsASeatInAnOpenOne() throws InterruptedException {
    AtomicInteger heardThemselves = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    CyclicBarrier start = new CyclicBarrier(3);
    List<Thread> guests = new ArrayList<>();
    for (Member member : List.of(ANN, BEN)) {
      guests.add(
          Thread.ofPlatform()
              .start(() -> {
                await(start);
                for (int i = 0; i < 500; i++) {
                  Seat seat = rooms.join(GARDEN, member, new FakeRoomClient());
                  seat.say("" + i, "hi", 0, new Kept(heardThemselves));
                  rooms.remove(member.id(), RoomClient.RemovalReason.SIGNED_OUT);
                }
              }));
    }
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              await(start);
              while (!over.get()) {
                rooms.tick();
              }
            });
    for (Thread guest : guests) {
      guest.join();
    }
    over.set(true);
    closing.join();
    rooms.tick();

    assertThat(rooms.count()).isZero();
    assertThat(heardThemselves).hasValue(1_000);
    // Every entry was heard: none went to a log whose room had been closed.
    assertThat(heard.lines().stream().filter(line -> line.endsWith(":hi"))).hasSize(1_000);
  }

  private record Kept(AtomicInteger count) implements Receipt {
    @Override
    public void kept(long seq) {
      count.incrementAndGet();
    }

    @Override
    public void refused(Refusal refusal) {
      throw new AssertionError(refusal);
    }
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void renamedMemberLosesItsSeatsUnderOtherNamesInAllRooms() {
    FakeRoomClient inTheGarden = new FakeRoomClient();
    FakeRoomClient inTheLobby = new FakeRoomClient();
    FakeRoomClient ben = new FakeRoomClient();
    rooms.join(GARDEN, ANN, inTheGarden);
    rooms.join(RoomName.LOBBY, ANN, inTheLobby);
    rooms.join(GARDEN, BEN, ben);

    rooms.renamed(ANN);
    assertThat(inTheGarden.removals()).isEmpty();

    rooms.renamed(new Member("a", "Anna"));
    assertThat(inTheGarden.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
    assertThat(inTheLobby.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
    assertThat(ben.removals()).isEmpty();
  }
}
