package chat.postgres.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.testing.RecordingReceipt;
import chat.postgres.entry.EntryMark;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries leave in the order of their numbers, once, and with their receipts. */
class EntryOrderTest {
  private static final Member ANN = new Member("a", "Ann");

  private final EntryOrder order = new EntryOrder();

  private static Entry said(long seq) {
    return new Entry.Said(seq, Instant.EPOCH, ANN, "", "text " + seq, 0, false);
  }

  private List<Long> taken() {
    return order.take().stream().map(Follower.Kept::entry).map(Entry::seq).toList();
  }

  @Test
  void entryWaitsForAllBeforeIt() {
    order.begin(EntryMark.of(said(10)));
    order.add(said(13));
    order.add(said(12));
    assertThat(taken()).isEmpty();
    assertThat(order.isIncomplete()).isTrue();

    order.add(said(11));

    assertThat(taken()).containsExactly(11L, 12L, 13L);
    assertThat(order.isIncomplete()).isFalse();
    assertThat(order.last()).contains(EntryMark.of(said(13)));
  }

  @Test
  void entryIsTakenOnce() {
    order.begin(EntryMark.of(said(10)));
    order.add(said(11));
    order.add(said(11));
    assertThat(taken()).containsExactly(11L);

    order.add(said(11));
    order.add(said(10));

    assertThat(taken()).isEmpty();
    assertThat(order.isIncomplete()).isFalse();
  }

  @Test
  void entryThatIsCommittedElsewhereIsMissing() {
    order.commit(12);
    assertThat(order.isIncomplete()).as("nobody follows").isFalse();
    order.begin(EntryMark.of(said(11)));
    assertThat(order.isIncomplete()).isTrue();

    order.add(said(12));

    assertThat(taken()).containsExactly(12L);
    assertThat(order.isIncomplete()).isFalse();
  }

  @Test
  void receiptsWaitForTheirEntry() {
    var first = new RecordingReceipt();
    var second = new RecordingReceipt();
    order.begin(EntryMark.NONE);
    assertThat(order.add(2, first)).isTrue();
    assertThat(order.add(2, second)).isTrue();
    order.add(said(1));
    assertThat(taken()).containsExactly(1L);
    assertThat(order.isIncomplete()).isTrue();

    order.add(said(2));
    Follower.Kept kept = order.take().getFirst();
    assertThat(first.isCalled()).isFalse();
    kept.receipt().kept(2);

    assertThat(first.seq()).isEqualTo(2);
    assertThat(second.seq()).isEqualTo(2);
    assertThat(order.add(2, Receipt.NONE)).as("it waits no more").isFalse();
  }

  @Test
  void nothingWaitsWhileNobodyFollows() {
    assertThat(order.add(1, Receipt.NONE)).isFalse();
    order.add(said(1));
    order.begin(EntryMark.of(said(1)));
    assertThat(taken()).isEmpty();

    var receipt = new RecordingReceipt();
    assertThat(order.add(3, receipt)).isTrue();
    order.end().forEach((seq, each) -> each.kept(seq));

    assertThat(receipt.seq()).isEqualTo(3);
    assertThat(order.isBegun()).isFalse();
  }
}
