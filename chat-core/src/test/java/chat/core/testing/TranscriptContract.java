package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Message;
import chat.core.log.Message.Reaction;
import chat.core.log.Receipt;
import chat.core.log.Refusal.Code;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every transcript promises, wherever it keeps what is said. */
public abstract class TranscriptContract {
  protected static final RoomName GARDEN = new RoomName("garden");
  protected static final Member ANN = new Member("a", "Ann");
  protected static final Member BEN = new Member("b", "Ben");
  protected static final ReadLimit FAR = new ReadLimit(10_000, 1_000_000);
  private static final Instant START = Instant.parse("2026-11-23T08:00:00.123Z");
  private static final int THREADS = 8;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private Transcripts place;
  private Transcript log;

  /** A place in which nothing was ever said. */
  protected abstract Transcripts open(InstantSource clock) throws Exception;

  @BeforeEach
  void openARoom() throws Exception {
    place = open(now::get);
    log = place.open(RoomName.LOBBY);
  }

  @AfterEach
  void closeThePlace() {
    place.close();
  }

  private static RecordingReceipt append(Transcript log, Draft draft) {
    var receipt = new RecordingReceipt();
    log.append(draft, receipt);
    return receipt;
  }

  private RecordingReceipt append(Draft draft) {
    return append(log, draft);
  }

  private long say(Member by, String text) {
    return append(new Draft.Say(by, "", text, 0)).seq();
  }

  private RecordingReceipt edit(Member by, long of, String text) {
    return append(new Draft.Edit(by, "", of, text));
  }

  private RecordingReceipt delete(Member by, long of) {
    return append(new Draft.Delete(by, "", of));
  }

  private RecordingReceipt react(Member by, long of, String emoji, boolean on) {
    return append(new Draft.React(by, "", of, emoji, on));
  }

  private List<Entry> all() {
    long last = log.before(1, FAR).asOf();
    return log.after(0, last, FAR).orElseThrow();
  }

  private Message message(long seq) {
    return log.before(seq + 1, FAR).messages().getLast();
  }

  private static void inParallel(int threads, java.util.function.IntConsumer work)
      throws InterruptedException {
    var ready = new CountDownLatch(threads);
    List<Thread> all =
        IntStream.range(0, threads)
            .mapToObj(i ->
                Thread.startVirtualThread(() -> {
                  ready.countDown();
                  try {
                    ready.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  work.accept(i);
                }))
            .toList();
    for (Thread thread : all) {
      thread.join();
    }
  }

  private static List<Long> numbers(List<Entry> entries) {
    return entries.stream().map(Entry::seq).toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  @Nested
  class Order {
    @Test
    void aRoomInWhichNothingWasSaidIsEmpty() {
      assertThat(log.follow(new RecordingFollower())).isZero();
      assertThat(log.after(0, 0, FAR)).hasValue(List.of());
      assertThat(log.before(Long.MAX_VALUE, FAR)).isEqualTo(new Page(0, List.of(), false));
    }

    @Test
    void theEpochCanBePartOfACursor() {
      assertThat(log.epoch()).matches("[A-Za-z0-9_-]{1,32}");
      assertThat(place.open(RoomName.LOBBY).epoch()).isEqualTo(log.epoch());
    }

    @Test
    void entriesOfAllKindsAreNumberedFromOne() {
      var follower = new RecordingFollower();
      assertThat(log.follow(follower)).isZero();

      assertThat(say(ANN, "hi")).isEqualTo(1);
      assertThat(edit(ANN, 1, "hello").seq()).isEqualTo(2);
      assertThat(react(BEN, 1, "👍", true).seq()).isEqualTo(3);
      assertThat(react(BEN, 1, "👍", false).seq()).isEqualTo(4);
      assertThat(delete(ANN, 1).seq()).isEqualTo(5);

      assertThat(follower.entries(5))
          .containsExactly(
              new Entry.Said(1, at(), ANN, "", "hi", 0, false),
              new Entry.Edited(2, at(), ANN, "", 1, "hello", false),
              new Entry.Reacted(3, at(), BEN, "", 1, "👍", true),
              new Entry.Reacted(4, at(), BEN, "", 1, "👍", false),
              new Entry.Deleted(5, at(), ANN, "", 1));
      follower.awaitFlushed();
    }

    private Instant at() {
      return Instant.parse("2026-11-23T08:00:00.123Z");
    }

    @Test
    void whatManySayAtOnceIsHeardInOneOrderWithoutAHole() throws InterruptedException {
      var follower = new RecordingFollower();
      assertThat(log.follow(follower)).isZero();
      int each = 250;

      inParallel(
          THREADS,
          i -> {
            Member by = new Member("m" + i, "M" + i);
            for (int n = 0; n < each; n++) {
              log.append(new Draft.Say(by, "", i + " " + n, 0), Receipt.NONE);
            }
          });

      List<Entry> heard = follower.entries(THREADS * each);
      assertThat(heard).hasSize(THREADS * each);
      assertThat(numbers(heard)).isEqualTo(upTo(heard.size()));
      assertThat(all()).isEqualTo(heard);
      for (int i = 0; i < THREADS; i++) {
        String prefix = i + " ";
        assertThat(
                heard.stream().map(e -> ((Entry.Said) e).text()).filter(t -> t.startsWith(prefix)))
            .isEqualTo(IntStream.range(0, each).mapToObj(n -> prefix + n).toList());
      }
    }

    @Test
    void eachRoomHasNumbersOfItsOwn() {
      Transcript garden = place.open(GARDEN);
      assertThat(say(ANN, "hi")).isEqualTo(1);
      assertThat(append(garden, new Draft.Say(ANN, "", "in the garden", 0)).seq()).isEqualTo(1);
      assertThat(say(ANN, "again")).isEqualTo(2);

      assertThat(garden.before(9, FAR).messages())
          .extracting(Message::text)
          .containsExactly("in the garden");
      assertThat(garden.after(0, 2, FAR)).isEmpty();
      assertThat(all()).hasSize(2);
    }

    @Test
    void timeNeverGoesBack() {
      now.set(START.plusNanos(1_456_789));
      say(ANN, "late");
      now.set(START);
      say(ANN, "the clock was put right");

      assertThat(all())
          .extracting(Entry::at)
          .containsExactly(START.plusMillis(1), START.plusMillis(1));
    }

    @Test
    void aTextIsKeptToTheLetter() {
      String text = " \t\n„Grüße“ 你好 👩‍👩‍👧 '; DROP TABLE said; -- %s ?1 \u200f\ufeff ";
      say(new Member("~!'\"", "名前 \"'%"), text);

      assertThat(message(1).text()).isEqualTo(text);
      assertThat(message(1).from()).isEqualTo(new Member("~!'\"", "名前 \"'%"));
    }
  }

  @Nested
  class Following {
    @Test
    void aReceiptIsForTheFollowerToHonour() throws InterruptedException {
      var kept = new CountDownLatch(1);
      log.follow(
          new Follower() {
            @Override
            public void kept(List<Kept> batch) {}

            @Override
            public void flushed() {
              kept.countDown();
            }
          });

      RecordingReceipt receipt = append(new Draft.Say(ANN, "", "hi", 0));
      kept.await();

      assertThat(receipt.isCalled()).isFalse();
    }

    @Test
    void whereNobodyFollowsTheAuthorIsAnsweredAllTheSame() {
      assertThat(say(ANN, "hello?")).isEqualTo(1);
      assertThat(all()).hasSize(1);
    }

    @Test
    void whoFollowsInTheMiddleHearsEverythingAfterTheNumberItWasGiven()
        throws InterruptedException {
      int each = 200;
      List<Follower> followers = Collections.synchronizedList(new ArrayList<>());

      inParallel(
          THREADS,
          i -> {
            for (int n = 0; n < each; n++) {
              if (i == 0 && n % 10 == 0) {
                var follower = new RecordingFollower();
                long last = log.follow(follower);
                followers.add(follower);
                say(ANN, "I follow from " + last);
                assertThat(follower.entries(1).getFirst().seq()).isEqualTo(last + 1);
              } else {
                say(BEN, "x");
              }
            }
          });

      assertThat(followers).hasSize(each / 10);
      assertThat(all()).hasSize(THREADS * each);
      List<Long> heard =
          followers.stream()
              .flatMap(f -> numbers(((RecordingFollower) f).entries()).stream())
              .sorted()
              .toList();
      assertThat(heard).doesNotHaveDuplicates().isEqualTo(consecutive(heard));
    }

    private static List<Long> consecutive(List<Long> numbers) {
      return LongStream.rangeClosed(numbers.getFirst(), numbers.getLast()).boxed().toList();
    }

    @Test
    void afterTheCloseNobodyHearsAnythingButWhatIsSaidIsKept() {
      var follower = new RecordingFollower();
      log.follow(follower);
      say(ANN, "hi");
      log.close();
      say(ANN, "is anybody there?");

      assertThat(follower.entries()).hasSize(1);
      assertThat(place.open(RoomName.LOBBY).follow(new RecordingFollower())).isEqualTo(2);
      assertThat(all()).hasSize(2);
    }

    @Test
    void whatWasTakenIsAnsweredBeforeThePlaceIsClosed() {
      List<RecordingReceipt> receipts =
          IntStream.range(0, 500)
              .mapToObj(i -> append(new Draft.Say(ANN, "id" + i, "x", 0)))
              .toList();

      place.close();

      assertThat(receipts).allMatch(RecordingReceipt::isCalled);
      assertThat(receipts.stream().map(RecordingReceipt::seq).toList()).isEqualTo(upTo(500));
    }
  }

  @Nested
  class Ids {
    private Draft say(Member by, String id, String text) {
      return new Draft.Say(by, id, text, 0);
    }

    @Test
    void oneIdOfOneMemberIsOneEntry() {
      var follower = new RecordingFollower();
      log.follow(follower);

      assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
      assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
      assertThat(append(say(ANN, "2", "hi")).seq()).isEqualTo(2);
      assertThat(append(say(ANN, "1", "something else")).seq()).isEqualTo(1);
      assertThat(append(new Draft.Edit(ANN, "1", 1, "something else")).seq()).isEqualTo(1);

      assertThat(follower.entries()).hasSize(2);
      assertThat(all()).isEqualTo(follower.entries());
    }

    @Test
    void aMemberUnderAnotherNameIsTheSameMember() {
      assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
      assertThat(append(say(new Member(ANN.id(), "Anna"), "1", "hi")).seq()).isEqualTo(1);
    }

    @Test
    void theSameIdOfAnotherMemberOrInAnotherRoomIsAnother() {
      assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
      assertThat(append(say(BEN, "1", "hi")).seq()).isEqualTo(2);
      assertThat(append(place.open(GARDEN), say(ANN, "1", "hi")).seq()).isEqualTo(1);
      assertThat(place.open(GARDEN).before(9, FAR).messages()).hasSize(1);
    }

    @Test
    void noIdIsNoIdAtAll() {
      assertThat(append(say(ANN, "", "hi")).seq()).isEqualTo(1);
      assertThat(append(say(ANN, "", "hi")).seq()).isEqualTo(2);
    }

    @Test
    void idsOfAllKindsOfEntriesCount() {
      append(say(ANN, "1", "hi")).seq();
      assertThat(append(new Draft.Edit(ANN, "2", 1, "hello")).seq()).isEqualTo(2);
      assertThat(append(new Draft.Edit(ANN, "2", 1, "hello")).seq()).isEqualTo(2);
      assertThat(append(new Draft.React(ANN, "3", 1, "👍", true)).seq()).isEqualTo(3);
      assertThat(append(new Draft.React(ANN, "3", 1, "👍", true)).seq()).isEqualTo(3);
      assertThat(append(new Draft.Delete(ANN, "4", 1)).seq()).isEqualTo(4);
      assertThat(append(new Draft.Delete(ANN, "4", 1)).seq()).isEqualTo(4);
    }

    @Test
    void whatWasRefusedMayBeTriedAgainUnderItsId() {
      assertThat(append(new Draft.Edit(ANN, "1", 1, "x")).refusal())
          .isEqualTo(Code.NO_SUCH_MESSAGE);
      append(say(ANN, "2", "hi")).seq();
      assertThat(append(new Draft.Edit(ANN, "1", 1, "x")).seq()).isEqualTo(2);
    }

    @Test
    void anIdThatIsStillOnItsWayBecomesOneEntryToo() throws InterruptedException {
      var follower = new RecordingFollower();
      log.follow(follower);
      int ids = 100;
      List<List<RecordingReceipt>> receipts = new ArrayList<>();
      IntStream.range(0, THREADS)
          .forEach(_ -> receipts.add(Collections.synchronizedList(new ArrayList<>())));

      inParallel(
          THREADS,
          i -> {
            for (int id = 0; id < ids; id++) {
              receipts.get(i).add(append(say(ANN, "id" + id, "text " + id)));
            }
          });

      for (int id = 0; id < ids; id++) {
        int n = id;
        List<Long> seqs = receipts.stream().map(mine -> mine.get(n).seq()).distinct().toList();
        assertThat(seqs).hasSize(1);
        Entry first = follower.entries().get((int) (seqs.getFirst() - 1));
        assertThat(((Entry.Said) first).text()).isEqualTo("text " + id);
      }
      assertThat(follower.entries()).hasSize(ids);
    }
  }

  @Nested
  class Rulings {
    @Test
    void onlyItsAuthorMayEditOrTakeBackAMessage() {
      say(ANN, "hi");
      assertThat(edit(BEN, 1, "x").refusal()).isEqualTo(Code.NOT_YOURS);
      assertThat(delete(BEN, 1).refusal()).isEqualTo(Code.NOT_YOURS);
      assertThat(edit(new Member(ANN.id(), "Anna"), 1, "x").seq()).isEqualTo(2);
      assertThat(delete(ANN, 1).seq()).isEqualTo(3);
    }

    @Test
    void whatIsNoMessageCanNeitherBeChangedNorAnswered() {
      say(ANN, "hi");
      edit(ANN, 1, "hello").seq();
      for (long of : new long[] {-1, 0, 2, 3, 1L << 40 | 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
        assertThat(edit(ANN, of, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
        assertThat(delete(ANN, of).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
        assertThat(react(ANN, of, "👍", true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
        if (of != 0) {
          assertThat(append(new Draft.Say(ANN, "", "x", of)).refusal())
              .isEqualTo(Code.NO_SUCH_MESSAGE);
        }
      }
      assertThat(say(ANN, "no number was lost")).isEqualTo(3);
    }

    @Test
    void aMessageOfAnotherRoomIsNoMessageHere() {
      append(place.open(GARDEN), new Draft.Say(ANN, "", "hi", 0)).seq();
      assertThat(edit(ANN, 1, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(append(new Draft.Say(ANN, "", "x", 1)).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    }

    @Test
    void anAnswerNamesItsMessageEvenOneThatWasTakenBack() {
      say(ANN, "hi");
      delete(ANN, 1).seq();
      assertThat(append(new Draft.Say(BEN, "", "what was that?", 1)).seq()).isEqualTo(3);

      assertThat(message(3).replyTo()).isEqualTo(1);
      assertThat(all().getLast())
          .isEqualTo(new Entry.Said(3, START, BEN, "", "what was that?", 1, false));
    }

    @Test
    void whatWasTakenBackIsLeftAlone() {
      say(ANN, "hi");
      delete(ANN, 1).seq();
      assertThat(edit(ANN, 1, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(delete(ANN, 1).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(react(BEN, 1, "👍", true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    }

    @Test
    void aMessageHasAtMostTwentyKindsOfReactions() {
      say(ANN, "hi");
      for (int i = 0; i < Message.REACTION_KINDS; i++) {
        react(ANN, 1, "kind" + i, true).seq();
      }
      assertThat(react(BEN, 1, "one more", true).refusal()).isEqualTo(Code.BAD_FRAME);
      assertThat(react(BEN, 1, "kind7", true).isKept()).isTrue();
      react(ANN, 1, "kind3", false).seq();
      assertThat(react(BEN, 1, "one more", true).isKept()).isTrue();
      assertThat(message(1).reactions()).hasSize(Message.REACTION_KINDS);
    }

    @Test
    void whatRacesIsDecidedInTheOrderOfTheLog() {
      for (int round = 0; round < 50; round++) {
        RecordingReceipt said = append(new Draft.Say(ANN, "", "round " + round, 0));
        long of = round * 3L + 1;
        RecordingReceipt edited = edit(ANN, of, "edited");
        RecordingReceipt deleted = delete(ANN, of);
        RecordingReceipt tooLate = edit(ANN, of, "too late");

        assertThat(said.seq()).isEqualTo(of);
        assertThat(edited.seq()).isEqualTo(of + 1);
        assertThat(deleted.seq()).isEqualTo(of + 2);
        assertThat(tooLate.refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      }
    }
  }

  @Nested
  class After {
    @Test
    void givesWhatLiesBetweenInOrder() {
      for (int i = 0; i < 10; i++) {
        say(ANN, "x" + i);
        react(BEN, 1, "👍", i % 2 == 0).seq();
      }
      List<Entry> entries = all();

      assertThat(numbers(entries)).isEqualTo(upTo(20));
      assertThat(log.after(5, 9, FAR)).hasValue(entries.subList(5, 9));
      assertThat(log.after(19, 20, FAR)).hasValue(entries.subList(19, 20));
      assertThat(log.after(20, 20, FAR)).hasValue(List.of());
    }

    @Test
    void givesNothingWhereItDoesNotReach() {
      for (int i = 0; i < 10; i++) {
        say(ANN, "0123456789");
      }
      assertThat(log.after(0, 11, FAR)).isEmpty();
      assertThat(log.after(-1, 10, FAR)).isEmpty();
      assertThat(log.after(0, 10, new ReadLimit(9, 1_000))).isEmpty();
      assertThat(log.after(1, 10, new ReadLimit(9, 1_000)).orElseThrow()).hasSize(9);
      assertThat(log.after(0, 10, new ReadLimit(100, 99))).isEmpty();
      assertThat(log.after(0, 10, new ReadLimit(100, 100)).orElseThrow()).hasSize(10);
    }

    @Test
    void whatWasTakenBackComesWithoutItsText() {
      say(ANN, "secret one");
      edit(ANN, 1, "secret two").seq();
      say(BEN, "not secret");
      edit(BEN, 3, "not secret either").seq();
      edit(ANN, 1, "secret three").seq();
      delete(ANN, 1).seq();

      assertThat(all())
          .containsExactly(
              new Entry.Said(1, START, ANN, "", "", 0, true),
              new Entry.Edited(2, START, ANN, "", 1, "", true),
              new Entry.Said(3, START, BEN, "", "not secret", 0, false),
              new Entry.Edited(4, START, BEN, "", 3, "not secret either", false),
              new Entry.Edited(5, START, ANN, "", 1, "", true),
              new Entry.Deleted(6, START, ANN, "", 1));
    }
  }

  @Nested
  class Before {
    private List<Long> seqs(long seq, ReadLimit reach) {
      return log.before(seq, reach).messages().stream().map(Message::seq).toList();
    }

    private boolean more(long seq, ReadLimit reach) {
      return log.before(seq, reach).more();
    }

    @Test
    void givesTheLatestMessagesBelowANumber() {
      for (int i = 0; i < 5; i++) {
        say(ANN, "x");
        react(BEN, 1, "👍", i % 2 == 0).seq();
      }
      assertThat(seqs(11, FAR)).containsExactly(1L, 3L, 5L, 7L, 9L);
      assertThat(more(11, FAR)).isFalse();
      assertThat(seqs(Long.MAX_VALUE, new ReadLimit(2, 100))).containsExactly(7L, 9L);
      assertThat(more(Long.MAX_VALUE, new ReadLimit(2, 100))).isTrue();
      assertThat(seqs(7, new ReadLimit(2, 100))).containsExactly(3L, 5L);
      assertThat(more(7, new ReadLimit(2, 100))).isTrue();
      assertThat(seqs(6, new ReadLimit(3, 100))).containsExactly(1L, 3L, 5L);
      assertThat(more(6, new ReadLimit(3, 100))).isFalse();
      assertThat(seqs(2, new ReadLimit(1, 100))).containsExactly(1L);
      assertThat(more(2, new ReadLimit(1, 100))).isFalse();
      for (long none : new long[] {1, 0, -1, Long.MIN_VALUE}) {
        assertThat(log.before(none, FAR)).isEqualTo(new Page(10, List.of(), false));
      }
    }

    @Test
    void takesAtLeastOneMessageHoweverLong() {
      say(ANN, "short");
      say(ANN, "x".repeat(100));
      say(ANN, "y".repeat(40));

      assertThat(seqs(4, new ReadLimit(10, 10))).containsExactly(3L);
      assertThat(more(4, new ReadLimit(10, 10))).isTrue();
      assertThat(seqs(4, new ReadLimit(10, 139))).containsExactly(3L);
      assertThat(seqs(4, new ReadLimit(10, 140))).containsExactly(2L, 3L);
      assertThat(seqs(2, new ReadLimit(10, 1))).containsExactly(1L);
      assertThat(more(2, new ReadLimit(10, 1))).isFalse();
    }

    @Test
    void messagesAreAsTheyStand() {
      append(new Draft.Say(ANN, "id-1", "hi", 0)).seq();
      edit(ANN, 1, "hello").seq();
      edit(ANN, 1, "good morning").seq();
      react(BEN, 1, "👍", true).seq();
      react(BEN, 1, "👍", true).seq();
      react(BEN, 1, "🎉", true).seq();
      react(ANN, 1, "🎉", true).seq();
      react(ANN, 1, "🎈", true).seq();
      react(ANN, 1, "🎈", false).seq();
      react(ANN, 1, "👎", false).seq();

      assertThat(log.before(99, FAR))
          .isEqualTo(
              new Page(
                  10,
                  List.of(
                      new Message(
                          1,
                          START,
                          ANN,
                          "id-1",
                          "good morning",
                          0,
                          true,
                          false,
                          List.of(
                              new Reaction("👍", 1, List.of(BEN)),
                              new Reaction("🎉", 2, List.of(BEN, ANN))))),
                  false));
    }

    @Test
    void aReactionThatCameBackStandsLast() {
      say(ANN, "hi");
      react(ANN, 1, "👍", true).seq();
      react(BEN, 1, "👍", true).seq();
      react(BEN, 1, "🎉", true).seq();
      react(ANN, 1, "👍", false).seq();
      react(ANN, 1, "👍", true).seq();

      assertThat(message(1).reactions())
          .containsExactly(
              new Reaction("👍", 2, List.of(BEN, ANN)), new Reaction("🎉", 1, List.of(BEN)));

      react(ANN, 1, "👍", false).seq();
      react(BEN, 1, "👍", false).seq();
      react(BEN, 1, "👍", true).seq();

      assertThat(message(1).reactions())
          .containsExactly(
              new Reaction("🎉", 1, List.of(BEN)), new Reaction("👍", 1, List.of(BEN)));
    }

    @Test
    void ofManyWhoReactedTheFirstAreNamedAndAllAreCounted() {
      say(ANN, "hi");
      List<Member> many =
          IntStream.range(0, 50).mapToObj(i -> new Member("m" + i, "M" + i)).toList();
      many.forEach(member -> react(member, 1, "👍", true).seq());

      assertThat(message(1).reactions())
          .containsExactly(new Reaction("👍", 50, many.subList(0, Message.REACTION_NAMES)));
    }

    @Test
    void aMessageThatWasTakenBackKeepsItsPlaceOnly() {
      say(ANN, "secret");
      edit(ANN, 1, "still secret").seq();
      react(BEN, 1, "👍", true).seq();
      delete(ANN, 1).seq();

      assertThat(message(1))
          .isEqualTo(new Message(1, START, ANN, "", "", 0, true, true, List.of()));
    }
  }

  @Nested
  class Searching {
    private List<String> found(String typed) {
      return found(typed, Long.MAX_VALUE, FAR).messages().stream().map(Message::text).toList();
    }

    private Page found(String typed, long before, ReadLimit reach) {
      return log.search(SearchQuery.of(typed), before, reach);
    }

    @Test
    void findsWordsInAnyScriptWhateverTheirCase() {
      say(ANN, "The quick brown Fox");
      say(BEN, "今天天气很好，我们去公园");
      say(BEN, "Grüße aus KÖLN 👍🏽");

      assertThat(found("fox")).containsExactly("The quick brown Fox");
      assertThat(found("FOX qui")).containsExactly("The quick brown Fox");
      assertThat(found("天气很好")).containsExactly("今天天气很好，我们去公园");
      assertThat(found("köln")).containsExactly("Grüße aus KÖLN 👍🏽");
      assertThat(found("grüße")).containsExactly("Grüße aus KÖLN 👍🏽");
      assertThat(found("fox cat")).isEmpty();
    }

    @Test
    void findsShortWordsToo() {
      say(ANN, "The quick brown Fox");
      say(BEN, "我们去公园");
      say(BEN, "an ox and a fox");

      assertThat(found("公园")).containsExactly("我们去公园");
      assertThat(found("去")).containsExactly("我们去公园");
      assertThat(found("fox an")).containsExactly("an ox and a fox");
      assertThat(found("👍")).isEmpty();
    }

    @Test
    void findsMessagesAsTheyStand() {
      say(ANN, "the first wording");
      say(ANN, "a secret thing");
      assertThat(found("wording")).hasSize(1);
      edit(ANN, 1, "the second version").seq();
      edit(ANN, 2, "a secret thing that was changed").seq();
      delete(ANN, 2).seq();

      assertThat(found("wording")).isEmpty();
      assertThat(found("secret")).isEmpty();
      assertThat(found("second")).containsExactly("the second version");
      Message message = found("second", Long.MAX_VALUE, FAR).messages().getFirst();
      assertThat(message).isEqualTo(message(1));
      assertThat(found("second", Long.MAX_VALUE, FAR).asOf()).isEqualTo(5);
    }

    @Test
    void givesTheLatestFirstAndLeafsBack() {
      for (int i = 1; i <= 30; i++) {
        say(ANN, (i % 3 == 0 ? "apples " : "pears ") + i);
      }

      Page latest = found("apples", Long.MAX_VALUE, new ReadLimit(4, 1_000));
      assertThat(latest.messages()).extracting(Message::seq).containsExactly(21L, 24L, 27L, 30L);
      assertThat(latest.more()).isTrue();
      Page older = found("apples", 21, new ReadLimit(6, 1_000));
      assertThat(older.messages())
          .extracting(Message::seq)
          .containsExactly(3L, 6L, 9L, 12L, 15L, 18L);
      assertThat(older.more()).isFalse();
      assertThat(found("apples", 7, new ReadLimit(10, 8)).messages())
          .extracting(Message::seq)
          .containsExactly(6L);
    }

    @Test
    void takesEverythingAsText() {
      String odd = "\"quoted\" AND (x* OR NOT y^2) NEAR/3 col:'z' -- %_\\";
      say(ANN, odd);
      say(ANN, "plain");

      for (String typed : odd.split(" ", -1)) {
        assertThat(found(typed)).as(typed).containsExactly(odd);
      }
      assertThat(found(odd)).containsExactly(odd);
      assertThat(found("plain%")).isEmpty();
      assertThat(found("pl_in")).isEmpty();
      assertThat(found("\"")).containsExactly(odd);
    }

    @Test
    void foldsCaseAndComposedLettersOfAllScriptsAlike() {
      say(ANN, "Σίσυφος in the cafe\u0301 at 300 \u212A, Straße ſix");
      say(ANN, "aaaa 👩‍👩‍👧‍👧👍🏽👍🏽 ﬁne İstanbul Ǆ");

      for (String typed :
          List.of("ΣΊΣΥΦΟΣ", "σίσυφοσ", "CAFÉ", "cafe\u0301", "300 k", "STRAßE", "SIX")) {
        assertThat(found(typed, Long.MAX_VALUE, FAR).messages())
            .as(typed)
            .extracting(Message::seq)
            .containsExactly(1L);
      }
      for (String typed : List.of("aaa", "AAAA", "👩‍👩", "👍🏽👍🏽", "🏽👍🏽", "İSTANBUL", "ǆ")) {
        assertThat(found(typed, Long.MAX_VALUE, FAR).messages())
            .as(typed)
            .extracting(Message::seq)
            .containsExactly(2L);
      }
      for (String typed : List.of("cafe", "strasse", "aaaaa", "fine", "👍👍👍")) {
        assertThat(found(typed)).as(typed).isEmpty();
      }
    }

    @Test
    void missesNothingAndKeepsTheOrderWhileThingsChange() {
      var random = new Random(20_261_123);
      List<String> words =
          List.of("apple", "pear", "今天天气", "公园", "去", "an", "Ω", "👍🏽👍🏽", "Über");
      for (int round = 0; round < 30; round++) {
        long last = log.before(1, FAR).asOf();
        List<RecordingReceipt> receipts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
          String text =
              random
                  .ints(4, 0, words.size())
                  .mapToObj(words::get)
                  .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
          long of = random.nextLong(last + 1);
          receipts.add(
              switch (random.nextInt(10)) {
                case 0 -> edit(ANN, of, text);
                case 1 -> delete(ANN, of);
                default -> append(new Draft.Say(ANN, "", text, 0));
              });
        }
        receipts.forEach(RecordingReceipt::isKept);
        checkAgainstAll(words.get(random.nextInt(words.size())));
        checkAgainstAll("apple " + words.get(random.nextInt(words.size())));
      }
    }

    private void checkAgainstAll(String typed) {
      SearchQuery wanted = SearchQuery.of(typed);
      List<Message> all =
          log.before(Long.MAX_VALUE, FAR).messages().stream()
              .filter(message -> !message.deleted() && wanted.matches(message.text()))
              .toList();
      List<Message> leafed = new ArrayList<>();
      Page page = found(typed, Long.MAX_VALUE, new ReadLimit(7, 100_000));
      leafed.addAll(page.messages().reversed());
      while (page.more()) {
        page = found(typed, leafed.getLast().seq(), new ReadLimit(7, 100_000));
        leafed.addAll(page.messages().reversed());
      }
      assertThat(leafed.reversed()).as(typed).isEqualTo(all);
    }

    @Test
    void staysInItsRoom() {
      Transcript garden = place.open(GARDEN);
      append(garden, new Draft.Say(ANN, "", "a needle in the garden", 0)).seq();
      say(ANN, "a needle in the lobby");

      assertThat(found("needle")).containsExactly("a needle in the lobby");
      assertThat(garden.search(SearchQuery.of("needle"), Long.MAX_VALUE, FAR).messages())
          .extracting(Message::text)
          .containsExactly("a needle in the garden");
      assertThat(place.open(new RoomName("silent")).search(SearchQuery.of("needle"), 9, FAR))
          .isEqualTo(new Page(0, List.of(), false));
    }
  }

  @Nested
  class Unread {
    @Test
    void isWhatOthersHaveSaidSince() {
      say(ANN, "1");
      say(BEN, "2");
      say(BEN, "3");
      edit(BEN, 2, "4").seq();
      say(ANN, "5");
      say(BEN, "6");

      assertThat(log.unread(0, "a", 100)).isEqualTo(new Transcript.Unread(6, 3));
      assertThat(log.unread(2, "a", 100)).isEqualTo(new Transcript.Unread(6, 2));
      assertThat(log.unread(2, "b", 100)).isEqualTo(new Transcript.Unread(6, 1));
      assertThat(log.unread(0, "c", 4)).isEqualTo(new Transcript.Unread(6, 4));
      assertThat(log.unread(6, "c", 100)).isEqualTo(new Transcript.Unread(6, 0));
      delete(BEN, 3).seq();
      assertThat(log.unread(0, "a", 100)).isEqualTo(new Transcript.Unread(7, 2));
    }

    @Test
    void isReadWithoutOpeningARoom() {
      RoomName silent = new RoomName("silent");
      say(BEN, "hi");

      assertThat(place.find(RoomName.LOBBY).orElseThrow().unread(0, "a", 9).count()).isEqualTo(1);
      assertThat(place.find(silent).map(found -> found.unread(0, "a", 9).count()).orElse(0))
          .isZero();
    }
  }
}
