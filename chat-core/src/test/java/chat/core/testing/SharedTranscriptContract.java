package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Message;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract that the transcripts of two servers fulfil which share one log. */
@Timeout(60)
public abstract class SharedTranscriptContract extends SharedTranscriptFixture {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  // As rooms do: a transcript to which nothing refers is forgotten.
  private Transcript otherGarden;

  private static Draft.Say say(Member by, String id, String text) {
    return new Draft.Say(by, id, text, 0);
  }

  @Test
  void numberingIsOne() {
    assertThat(other.epoch()).isEqualTo(log.epoch());
    assertThat(say(ANN, "hi")).isEqualTo(1);
    assertThat(append(other, say(BEN, "", "hello")).seq()).isEqualTo(2);
    assertThat(say(ANN, "how are you?")).isEqualTo(3);
  }

  @Test
  void entryOfOneServerIsHeardAtBoth() {
    var here = new RecordingFollower();
    var there = new RecordingFollower();
    assertThat(log.follow(here)).isZero();
    assertThat(other.follow(there)).isZero();

    say(ANN, "hi");
    append(other, say(BEN, "1", "hello")).seq();
    append(other, new Draft.Edit(BEN, "2", 2, "hello!")).seq();
    react(ANN, 2, "👍", true).seq();
    append(other, new Draft.Delete(BEN, "3", 2)).seq();

    assertThat(numbers(here.entries(5))).isEqualTo(upTo(5));
    there.entries(5);
    assertThat(there.entries()).extracting(Entry::by).isEqualTo(authors(here.entries()));
    assertThat(there.entries().getFirst()).isEqualTo(here.entries().getFirst());
    assertThat(there.entries().getLast()).isEqualTo(here.entries().getLast());
    here.awaitFlushed();
    there.awaitFlushed();
  }

  private static List<Member> authors(List<Entry> entries) {
    return entries.stream().map(Entry::by).toList();
  }

  @Test
  void pinsAtBothServersAtOnceAreWithinTheLimitOfTheRoom() throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      say(ANN, "x");
    }
    List<List<RecordingReceipt>> receipts = List.of(new ArrayList<>(), new ArrayList<>());

    inParallel(
        2,
        server -> {
          Transcript own = server == 0 ? log : other;
          for (int i = 0; i < 30; i++) {
            receipts.get(server).add(append(own, new Draft.Pin(ANN, "", 2 * i + server + 1, true)));
          }
        });

    assertThat(receipts.stream().flatMap(List::stream).filter(RecordingReceipt::isKept))
        .hasSize(50);
    assertThat(other.pinned(Long.MAX_VALUE, FAR)).isEqualTo(log.pinned(Long.MAX_VALUE, FAR));
    assertThat(log.pinned(Long.MAX_VALUE, FAR).messages()).hasSize(50);
  }

  @Test
  void idThatIsSentAgainAtTheOtherServerIsOneEntry() {
    assertThat(say(BEN, "first")).isEqualTo(1);
    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(2);

    assertThat(append(other, say(ANN, "1", "hi")).seq()).isEqualTo(2);
    var refused = new RecordingReceipt();
    other.refuse(say(ANN, "1", "hi"), Refusal.of(Refusal.Code.EMPTY), refused);
    assertThat(refused.seq()).isEqualTo(2);
    var unknown = new RecordingReceipt();
    other.refuse(say(ANN, "2", "hi"), Refusal.of(Refusal.Code.EMPTY), unknown);

    assertThat(unknown.refusal()).isEqualTo(Refusal.Code.EMPTY);
    assertThat(append(other, say(BEN, "1", "of another member")).seq()).isEqualTo(3);
    assertThat(all()).hasSize(3);
  }

  @Test
  void idsThatAreSentToBothServersAtOnceAreOneEntryEach() throws InterruptedException {
    int count = 200;
    var here = new RecordingFollower();
    var there = new RecordingFollower();
    log.follow(here);
    other.follow(there);
    List<List<Long>> acknowledged = List.of(new ArrayList<>(), new ArrayList<>());

    inParallel(
        2,
        server -> {
          Transcript own = server == 0 ? log : other;
          List<RecordingReceipt> receipts =
              IntStream.range(0, count)
                  .mapToObj(i -> append(own, say(ANN, "id" + i, "text " + i)))
                  .toList();
          receipts.forEach(each -> acknowledged.get(server).add(each.seq()));
        });

    assertThat(acknowledged.get(0)).isEqualTo(acknowledged.get(1)).doesNotHaveDuplicates();
    assertThat(numbers(here.entries(count))).isEqualTo(upTo(count));
    assertThat(there.entries(count)).isEqualTo(here.entries());
    assertThat(all()).isEqualTo(here.entries());
  }

  /** A follower that notes the last entry, for receipts that must not come before it. */
  private static final class LastFollower implements Follower {
    private final AtomicInteger inside = new AtomicInteger();
    private final List<Entry> entries = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private volatile long last;

    @Override
    public void kept(List<Kept> batch) {
      if (inside.incrementAndGet() > 1) {
        faults.add("two threads");
      }
      for (Kept kept : batch) {
        if (kept.entry().seq() != last + 1) {
          faults.add(kept.entry().seq() + " after " + last);
        }
        last = kept.entry().seq();
        entries.add(kept.entry());
        kept.receipt().kept(last);
      }
      inside.decrementAndGet();
    }

    @Override
    public synchronized void flushed() {
      notifyAll();
    }

    synchronized void awaitLast(long seq) throws InterruptedException {
      long end = System.nanoTime() + TIMEOUT.toNanos();
      for (long left = 1; last < seq && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        wait(left);
      }
    }

    /** A receipt that notes a fault when it is called before its entry. */
    Receipt receipt(RecordingReceipt inner) {
      return new Receipt() {
        @Override
        public void kept(long seq) {
          if (seq > last) {
            faults.add("acknowledged " + seq + " after " + last);
          }
          inner.kept(seq);
        }

        @Override
        public void refused(Refusal refusal) {
          inner.refused(refusal);
        }
      };
    }
  }

  @Test
  void roomThatBothServersWriteHasOneOrderAndAcknowledgesInIt() throws InterruptedException {
    long each = 150;
    var followers = List.of(new LastFollower(), new LastFollower());
    log.follow(followers.get(0));
    other.follow(followers.get(1));

    inParallel(
        THREADS,
        thread -> {
          Transcript own = thread % 2 == 0 ? log : other;
          LastFollower follower = followers.get(thread % 2);
          for (int i = 0; i < each; i++) {
            var receipt = new RecordingReceipt();
            String id = i % 3 == 0 ? "" : thread + "-" + i;
            own.append(say(ANN, id, "text " + i), follower.receipt(receipt));
            receipt.seq();
          }
        });

    List<Entry> all = all();
    assertThat(numbers(all)).isEqualTo(upTo(THREADS * each));
    for (LastFollower follower : followers) {
      follower.awaitLast(all.size());
      assertThat(follower.faults).isEmpty();
      assertThat(follower.entries).isEqualTo(all);
    }
  }

  @Test
  void editsAndDeletionsAreJudgedInOneOrder() throws InterruptedException {
    int messages = 40;
    for (int i = 0; i < messages; i++) {
      say(ANN, "secret " + i);
    }

    inParallel(
        4,
        thread -> {
          Transcript own = thread % 2 == 0 ? log : other;
          for (int seq = 1; seq <= messages; seq++) {
            Draft draft =
                thread < 2
                    ? new Draft.Edit(ANN, "", seq, "secret again " + thread)
                    : new Draft.Delete(ANN, "", seq);
            boolean ignored = append(own, draft).isKept();
          }
        });

    List<Entry> all = all();
    for (int seq = 1; seq <= messages; seq++) {
      long message = seq;
      List<Entry> about = all.stream().filter(entry -> target(entry) == message).toList();
      assertThat(about.getLast()).as("the last about " + seq).isInstanceOf(Entry.Deleted.class);
      assertThat(about.stream().filter(Entry.Deleted.class::isInstance)).hasSize(1);
    }
    assertThat(all.toString()).doesNotContain("secret");
    assertThat(other.before(Long.MAX_VALUE, FAR).messages()).allMatch(Message::deleted);
  }

  private static long target(Entry entry) {
    return switch (entry) {
      case Entry.Edited edited -> edited.target();
      case Entry.Deleted deleted -> deleted.target();
      case Entry.Reacted reacted -> reacted.target();
      case Entry.Pinned pinned -> pinned.target();
      case Entry.Said said -> 0;
    };
  }

  @Test
  void laterFollowerIsNotifiedOfAllEntriesAfterItsNumberWhileTheOtherServerWrites()
      throws InterruptedException {
    int count = 400;
    Thread writing =
        Thread.startVirtualThread(() -> {
          for (int i = 0; i < count; i++) {
            append(other, say(BEN, "", "text " + i)).seq();
          }
        });
    List<Long> begins = new ArrayList<>();
    List<RecordingFollower> followers = new ArrayList<>();
    while (writing.isAlive()) {
      var follower = new RecordingFollower();
      long begin = log.follow(follower);
      begins.add(begin);
      followers.add(follower);
      // The writer may still be alive after its last entry.
      follower.entries(begin < count ? 1 : 0);
      log.close();
    }
    assertThat(log.follow(new RecordingFollower())).isEqualTo(count);
    for (int i = 0; i < followers.size(); i++) {
      List<Long> heard = numbers(followers.get(i).entries());
      long first = begins.get(i) + 1;
      assertThat(heard)
          .isEqualTo(IntStream.range(0, heard.size()).mapToObj(n -> first + n).toList());
    }
    assertThat(followers).hasSizeGreaterThan(2);
  }

  @Test
  void clientResumesAtTheOtherServer() {
    for (int i = 0; i < 10; i++) {
      append(i % 2 == 0 ? log : other, say(ANN, "", "text " + i)).seq();
    }

    assertThat(other.after(4, 10, FAR)).isEqualTo(log.after(4, 10, FAR));
    assertThat(numbers(other.after(4, 10, FAR).orElseThrow())).isEqualTo(upTo(10).subList(4, 10));
    assertThat(other.before(8, FAR)).isEqualTo(log.before(8, FAR));
    assertThat(other.unread(2, "b", 100)).isEqualTo(log.unread(2, "b", 100));
    assertThat(otherTranscripts.rooms()).containsExactly(RoomName.LOBBY);
  }

  @Test
  void roomsAreIndependent() {
    var garden = new RecordingFollower();
    otherGarden = otherTranscripts.open(GARDEN);
    otherGarden.follow(garden);
    var lobby = new RecordingFollower();
    other.follow(lobby);

    assertThat(append(transcripts.open(GARDEN), say(ANN, "", "in the garden")).seq()).isEqualTo(1);
    assertThat(say(ANN, "in the lobby")).isEqualTo(1);

    assertThat(garden.entries(1)).hasSize(1);
    assertThat(lobby.entries(1)).hasSize(1);
    assertThat(garden.entries()).isNotEqualTo(lobby.entries());
  }
}
