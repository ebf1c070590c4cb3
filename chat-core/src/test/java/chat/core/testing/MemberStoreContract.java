package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.member.CallQueue;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.MentionBatch.Mentioned;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every store of members. */
public abstract class MemberStoreContract {
  protected static final Member ANN = new Member("a", "Ann");
  protected static final Member BEN = new Member("b", "Ben");
  protected static final RoomName TEA = new RoomName("tea");
  protected static final RoomName DEN = new RoomName("den");
  protected static final String EPOCH = "first";

  protected final ManualClock clock = new ManualClock();
  protected MemberStore store;

  /** Opens the store of this test; called again, it has what was kept before. */
  protected abstract MemberStore open(InstantSource clock) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void reopen() throws Exception {
    store.close();
    store = open(clock);
  }

  private void visit(Member member, RoomName room) {
    store.visited(member, room);
    clock.passSeconds(1);
  }

  private static ReadPosition at(long seq) {
    return new ReadPosition(EPOCH, seq);
  }

  private List<RoomName> rooms() {
    return store.rooms("a").stream().map(OpenedRoom::room).toList();
  }

  private OpenedRoom tea() {
    return store.rooms("a").stream()
        .filter(room -> room.room().equals(TEA))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void memberHasTheRoomsThatItOpenedTheLatestFirst() {
    assertThat(rooms()).isEmpty();
    visit(ANN, TEA);
    visit(ANN, DEN);
    visit(BEN, RoomName.LOBBY);
    assertThat(rooms()).containsExactly(DEN, TEA);
    visit(ANN, TEA);
    assertThat(rooms()).containsExactly(TEA, DEN);
  }

  @Test
  void latestFiftyRoomsAreKept() {
    List<RoomName> opened =
        IntStream.rangeClosed(0, MemberStore.MAX_ROOMS)
            .mapToObj(i -> new RoomName("r" + i))
            .toList();
    opened.forEach(room -> visit(ANN, room));
    assertThat(rooms()).hasSize(MemberStore.MAX_ROOMS).contains(opened.get(1));
    assertThat(rooms()).doesNotContain(opened.getFirst());
  }

  @Test
  void readPositionMovesForwardOnlyAndToALaterEpoch() {
    visit(ANN, TEA);
    assertThat(tea().read()).isEmpty();
    store.read("a", TEA, at(7));
    store.read("a", TEA, at(5));
    assertThat(tea().read()).hasValue(at(7));
    store.read("a", TEA, at(8));
    assertThat(tea().read()).hasValue(at(8));
    store.read("a", TEA, new ReadPosition("second", 2));
    assertThat(tea().read()).hasValue(new ReadPosition("second", 2));
  }

  @Test
  void anotherVisitKeepsTheReadPosition() {
    visit(ANN, TEA);
    store.read("a", TEA, at(7));
    visit(ANN, TEA);
    assertThat(tea().read()).hasValue(at(7));
  }

  @Test
  void roomThatTheMemberHasNotOpenedHasNoReadPosition() {
    visit(BEN, TEA);
    store.read("a", TEA, at(7));
    assertThat(rooms()).isEmpty();
    assertThat(store.rooms("b")).containsExactly(new OpenedRoom(TEA, Optional.empty(), 0));
  }

  @Test
  void forgottenRoomIsGoneUntilItIsOpenedAgain() {
    visit(ANN, TEA);
    visit(BEN, TEA);
    store.read("a", TEA, at(7));
    mention(at(8), new Mentioned(8, "a"));
    store.forget("a", TEA);
    assertThat(rooms()).isEmpty();
    assertThat(mentions("a")).isEmpty();
    assertThat(store.rooms("b")).hasSize(1);
    visit(ANN, TEA);
    assertThat(tea().read()).isEmpty();
    assertThat(tea().mentions()).isZero();
  }

  @Test
  void roomGoesThirtyDaysAfterTheLastVisit() {
    store.visited(ANN, TEA);
    mention(at(3), new Mentioned(3, "a"));
    clock.pass(MemberStore.LIFETIME.minusMillis(1));
    assertThat(rooms()).containsExactly(TEA);
    assertThat(mentions("a")).hasSize(1);
    clock.passMillis(1);
    assertThat(rooms()).isEmpty();
    assertThat(mentions("a")).isEmpty();
    assertThat(store.visitors(TEA, Set.of("ann"))).isEmpty();
    store.removeExpired();
    clock.goBack(Duration.ofSeconds(1));
    assertThat(rooms()).isEmpty();
  }

  @Test
  void readingCountsAsAVisit() {
    store.visited(ANN, TEA);
    clock.pass(Duration.ofDays(29));
    store.read("a", TEA, at(1));
    clock.pass(Duration.ofDays(29));
    store.removeExpired();
    assertThat(rooms()).containsExactly(TEA);
  }

  @Test
  void everythingIsKeptWhenTheStoreIsClosed() throws Exception {
    visit(ANN, TEA);
    store.read("a", TEA, at(7));
    mention(at(9), new Mentioned(8, "a"), new Mentioned(9, "a"));
    reopen();
    assertThat(tea()).isEqualTo(new OpenedRoom(TEA, Optional.of(at(7)), 2));
    assertThat(mentions("a")).containsExactly(9L, 8L);
    assertThat(store.mentionedUpTo(TEA)).hasValue(at(9));
  }

  @Test
  void listenerIsNotifiedOfChanges() {
    List<String> changed = Collections.synchronizedList(new ArrayList<>());
    store.onChange(changed::add);
    store.visited(ANN, TEA);
    Await.until("the visit is told", () -> changed.contains("a"));
    changed.clear();
    store.read("a", TEA, at(1));
    Await.until("the reading is told", () -> changed.contains("a"));
    changed.clear();
    mention(at(3), new Mentioned(3, "a"));
    Await.until("the mention is told", () -> changed.contains("a"));
    changed.clear();
    store.forget("a", TEA);
    Await.until("the forgetting is told", () -> changed.contains("a"));
  }

  private void mention(ReadPosition upTo, Mentioned... added) {
    store.add(new MentionBatch(TEA, upTo, List.of(added), Set.of()));
  }

  private List<Long> mentions(String memberId) {
    return store.mentions(memberId, Long.MAX_VALUE, 100).stream()
        .map(mention -> mention.message().seq())
        .toList();
  }

  @Test
  void callsOfABotWaitUntilTheyAreDoneAlsoOverAClose() throws Exception {
    String bot = "bot-AAAAAAAAAAAA";
    Member queue = CallQueue.of(bot);
    assertThat(new CallQueue(store).waiting(bot)).isEmpty();
    visit(queue, TEA);
    mention(at(9), new Mentioned(3, queue.id()), new Mentioned(9, queue.id()));
    reopen();
    var calls = new CallQueue(store);
    assertThat(calls.waiting(bot))
        .containsExactly(
            new CallQueue.WaitingCall(TEA, at(3)), new CallQueue.WaitingCall(TEA, at(9)));
    calls.done(bot, TEA, at(3));
    reopen();
    calls = new CallQueue(store);
    assertThat(calls.waiting(bot)).containsExactly(new CallQueue.WaitingCall(TEA, at(9)));
    calls.clear(bot);
    assertThat(calls.waiting(bot)).isEmpty();
    assertThat(CallQueue.botOf(queue.id())).hasValue(bot);
    assertThat(CallQueue.botOf(bot)).isEmpty();
  }

  @Test
  void visitorsAreFoundByNameInTheRoomTheyOpened() {
    visit(new Member("old", "ann"), TEA);
    visit(ANN, TEA);
    visit(BEN, DEN);
    visit(new Member("c", "Cleo"), TEA);
    assertThat(store.visitors(TEA, List.of("ann", "ben", "cleo", "nobody")))
        .isEqualTo(Map.of("ann", "a", "cleo", "c"));
  }

  @Test
  void renamedMemberIsFoundByItsNewName() {
    visit(ANN, TEA);
    visit(new Member("a", "Anna"), TEA);
    assertThat(store.visitors(TEA, List.of("ann", "anna"))).isEqualTo(Map.of("anna", "a"));
  }

  @Test
  void mentionsAreListedNewestFirstInPages() {
    visit(ANN, TEA);
    visit(ANN, DEN);
    mention(at(2), new Mentioned(1, "a"), new Mentioned(2, "a"), new Mentioned(2, "b"));
    store.add(new MentionBatch(DEN, at(5), List.of(new Mentioned(5, "a")), Set.of()));
    List<Mention> first = store.mentions("a", Long.MAX_VALUE, 2);
    assertThat(first).extracting(Mention::room).containsExactly(DEN, TEA);
    assertThat(first).extracting(Mention::message).containsExactly(at(5), at(2));
    assertThat(store.mentions("a", first.getLast().no(), 2))
        .singleElement()
        .returns(at(1), Mention::message);
    assertThat(mentions("b")).as("of a room that the member has not opened").isEmpty();
  }

  @Test
  void mentionIsKeptOnceAndGoesWithItsMessage() {
    visit(ANN, TEA);
    mention(at(2), new Mentioned(2, "a"));
    mention(at(3), new Mentioned(2, "a"), new Mentioned(3, "a"));
    assertThat(mentions("a")).containsExactly(3L, 2L);
    store.add(new MentionBatch(TEA, at(4), List.of(), Set.of(2L)));
    assertThat(mentions("a")).containsExactly(3L);
    assertThat(store.mentionedUpTo(TEA)).hasValue(at(4));
    assertThat(store.mentionedUpTo(DEN)).isEmpty();
  }

  @Test
  void unreadMentionsAreCounted() {
    visit(ANN, TEA);
    mention(at(5), new Mentioned(2, "a"), new Mentioned(3, "a"), new Mentioned(5, "a"));
    assertThat(tea().mentions()).isEqualTo(3);
    store.read("a", TEA, at(3));
    assertThat(tea().mentions()).isEqualTo(1);
    store.read("a", TEA, at(5));
    assertThat(tea().mentions()).isZero();
  }

  @Test
  void mentionsOfAnEarlierEpochGo() {
    visit(ANN, TEA);
    mention(at(5), new Mentioned(5, "a"));
    store.add(
        new MentionBatch(
            TEA, new ReadPosition("second", 1), List.of(new Mentioned(1, "a")), Set.of()));
    assertThat(store.mentions("a", Long.MAX_VALUE, 10))
        .extracting(Mention::message)
        .containsExactly(new ReadPosition("second", 1));
    assertThat(store.mentionedUpTo(TEA)).hasValue(new ReadPosition("second", 1));
  }
}
