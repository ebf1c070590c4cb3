package chat.postgres.entry;

import chat.core.log.Entry;

/**
 * Tells an entry from another one with its number, in a database that has lost the first one.
 *
 * @param seq 0 in a room without an entry
 * @param at in milliseconds since 1970
 */
public record EntryMark(long seq, long at, String author, String id) {
  public static final EntryMark NONE = new EntryMark(0, 0, "", "");

  public static EntryMark of(Entry entry) {
    return new EntryMark(entry.seq(), entry.at().toEpochMilli(), entry.by().id(), entry.id());
  }
}
