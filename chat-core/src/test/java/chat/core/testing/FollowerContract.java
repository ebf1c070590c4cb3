package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Follower;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A follower is notified of each entry once, and a receipt is called once. */
abstract class FollowerContract extends TranscriptFixture {
  @Test
  void receiptIsLeftToTheFollower() throws InterruptedException {
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
  void receiptIsCalledWithoutAFollower() {
    assertThat(say(ANN, "hello?")).isEqualTo(1);
    assertThat(all()).hasSize(1);
  }

  @Test
  void laterFollowerIsNotifiedOfAllEntriesAfterItsNumber() throws InterruptedException {
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
  void closeEndsTheFollowingAndKeepsFurtherDrafts() {
    var follower = new RecordingFollower();
    log.follow(follower);
    say(ANN, "hi");
    log.close();
    say(ANN, "is anybody there?");

    assertThat(follower.entries()).hasSize(1);
    assertThat(transcripts.open(RoomName.LOBBY).follow(new RecordingFollower())).isEqualTo(2);
    assertThat(all()).hasSize(2);
  }

  @Test
  void closeAnswersAllDraftsThatWereAccepted() {
    List<RecordingReceipt> receipts =
        IntStream.range(0, 500)
            .mapToObj(i -> append(new Draft.Say(ANN, "id" + i, "x", 0)))
            .toList();

    transcripts.close();

    assertThat(receipts).allMatch(RecordingReceipt::isCalled);
    assertThat(receipts.stream().map(RecordingReceipt::seq).toList()).isEqualTo(upTo(500));
  }
}
