package chat.core.log;

/**
 * The latest entries of a room in a ring buffer that grows by powers of two. For one thread at a
 * time.
 */
final class EntryRing {
  private Entry[] ring = new Entry[16];
  private long first = 1;
  private long last;
  private int chars;

  /** The sequence number of the oldest entry that is kept. */
  long first() {
    return first;
  }

  /** The sequence number of the newest entry; 0 if there never was one. */
  long last() {
    return last;
  }

  /** The number of entries. */
  long size() {
    return last - first + 1;
  }

  /** The number of characters of their texts. */
  int chars() {
    return chars;
  }

  /** The entry with this sequence number, or null where it was evicted or does not exist yet. */
  Entry get(long seq) {
    return seq < first || seq > last ? null : ring[slot(seq)];
  }

  /** Adds the entry that follows the newest. */
  void add(Entry entry) {
    if (entry.seq() - first >= ring.length) {
      grow();
    }
    last = entry.seq();
    ring[slot(last)] = entry;
    chars += entry.textLength();
  }

  /** Replaces the entry that has the same sequence number. */
  void replace(Entry entry) {
    chars += entry.textLength() - get(entry.seq()).textLength();
    ring[slot(entry.seq())] = entry;
  }

  /** Removes the oldest entry and returns it. */
  Entry evictFirst() {
    Entry old = ring[slot(first)];
    chars -= old.textLength();
    ring[slot(first)] = null;
    first++;
    return old;
  }

  private void grow() {
    Entry[] larger = new Entry[ring.length * 2];
    for (long seq = first; seq <= last; seq++) {
      larger[(int) (seq & (larger.length - 1))] = ring[slot(seq)];
    }
    ring = larger;
  }

  private int slot(long seq) {
    return (int) (seq & (ring.length - 1));
  }
}
