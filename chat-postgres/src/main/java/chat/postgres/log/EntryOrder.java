package chat.postgres.log;

import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.postgres.entry.EntryMark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings the entries of one room into the order of their numbers: an entry waits until all before
 * it are there, and its receipts wait with it. Not safe for threads.
 */
final class EntryOrder {
  // The last entry that was taken in order; empty while nobody follows.
  private Optional<EntryMark> last = Optional.empty();
  // The last entry that is known to be committed.
  private long committed;
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();

  /** An entry that waits; without the entry while only its number is known. */
  private static final class Waiting {
    private Entry entry;
    private final List<Receipt> receipts = new ArrayList<>(1);
  }

  /** Calls all receipts of one entry. */
  private record Receipts(List<Receipt> all) implements Receipt {
    @Override
    public void kept(long seq) {
      all.forEach(each -> each.kept(seq));
    }

    @Override
    public void refused(chat.core.log.Refusal refusal) {
      throw new IllegalStateException("the entry is kept");
    }
  }

  boolean isBegun() {
    return last.isPresent();
  }

  /** Begins after an entry, unless it has begun already. */
  void begin(EntryMark after) {
    if (!isBegun()) {
      last = Optional.of(after);
    }
  }

  /** Ends; returns the receipts that wait, by the numbers of their entries, which are committed. */
  Map<Long, Receipt> end() {
    Map<Long, Receipt> left = new LinkedHashMap<>();
    waiting.forEach((seq, each) -> left.put(seq, new Receipts(each.receipts)));
    waiting.clear();
    last = Optional.empty();
    return left;
  }

  /** The last entry that was taken in order; empty while nobody follows. */
  Optional<EntryMark> last() {
    return last;
  }

  private boolean isTaken(long seq) {
    return seq <= last.orElseThrow().seq();
  }

  /** Notes that there are entries up to this one. */
  void commit(long seq) {
    committed = Math.max(committed, seq);
  }

  /** Adds an entry, unless it was taken already, or nobody follows. */
  void add(Entry entry) {
    commit(entry.seq());
    if (isBegun() && !isTaken(entry.seq())) {
      waiting(entry.seq()).entry = entry;
    }
  }

  /** Adds a receipt to an entry that waits; returns false when none waits, or nobody follows. */
  boolean add(long seq, Receipt receipt) {
    commit(seq);
    if (!isBegun() || isTaken(seq)) {
      return false;
    }
    waiting(seq).receipts.add(receipt);
    return true;
  }

  private Waiting waiting(long seq) {
    return waiting.computeIfAbsent(seq, _ -> new Waiting());
  }

  /** Takes the entries that are there with all before them. */
  List<Follower.Kept> take() {
    List<Follower.Kept> taken = new ArrayList<>();
    for (var next = waiting.firstEntry(); isNext(next); next = waiting.firstEntry()) {
      waiting.remove(next.getKey());
      last = Optional.of(EntryMark.of(next.getValue().entry));
      List<Receipt> receipts = next.getValue().receipts;
      taken.add(
          new Follower.Kept(
              next.getValue().entry,
              receipts.size() == 1 ? receipts.getFirst() : new Receipts(receipts)));
    }
    return taken;
  }

  private boolean isNext(Map.Entry<Long, Waiting> first) {
    return first != null
        && first.getKey() == last.orElseThrow().seq() + 1
        && first.getValue().entry != null;
  }

  /** Whether an entry is committed and is not here. */
  boolean isIncomplete() {
    return isBegun() && !isTaken(committed);
  }
}
