package chat.core.log;

import java.util.List;
import java.util.Optional;

/**
 * The log of one room, ordered, that calls back. It gives the numbers, and it decides in their
 * order whether an edit, a deletion, a reaction or an answer is allowed. All methods are safe for
 * many threads.
 */
public interface Transcript {
  /** Names this numbering; see {@link Cursor}. */
  String epoch();

  /**
   * From now on tells {@code follower}, in place of any earlier one, of every entry after the
   * returned number.
   */
  long follow(Follower follower);

  /**
   * Keeps a draft, or says to the receipt why not. Returns early: the receipt is called when the
   * entry is kept as well as this log keeps anything. A draft whose author and id are known already
   * is not kept again but answered with the number of the first; where that is still on its way,
   * the answer waits for it.
   */
  void append(Draft draft, Receipt receipt);

  /**
   * The entries after {@code seq} up to and with {@code upTo}.
   *
   * @return empty when they are not all here any more, or more than {@code reach}
   */
  Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach);

  /** The latest messages with a number below {@code seq}, oldest first, as they now stand. */
  Page before(long seq, ReadLimit reach);

  /**
   * The latest messages with a number below {@code seq} in which these words occur, oldest first,
   * as they now stand: an edited one is found by its new text, a deleted one never. How far back it
   * looks may be bounded.
   */
  default Page search(SearchQuery words, long seq, ReadLimit reach) {
    return BackwardScan.search(this, words, seq, reach);
  }

  /**
   * How many messages after {@code seq} somebody has not read: said by others, and not deleted.
   *
   * @param reader the member's id
   * @param most where to stop counting
   */
  default Unread unread(long seq, String reader, int most) {
    return BackwardScan.unread(this, seq, reader, most);
  }

  /** Nothing is followed or appended any more; what was taken is kept first. */
  void close();

  /**
   * How much to read at once.
   *
   * @param entries at most so many entries or messages
   * @param chars at most about so many characters of text in all
   */
  record ReadLimit(int entries, int chars) {}

  /**
   * Messages as they stand at one moment.
   *
   * @param asOf the last entry that is applied to these messages
   * @param more whether there are older ones
   */
  record Page(long asOf, List<Message> messages, boolean more) {
    public Page {
      messages = List.copyOf(messages);
    }

    /** Of the newest messages those within reach. */
    public static Page newest(long asOf, List<Message> newestFirst, ReadLimit reach) {
      int fitting = 0;
      int chars = 0;
      for (Message message : newestFirst) {
        chars += message.text().length();
        if (fitting == reach.entries() || (chars > reach.chars() && fitting > 0)) {
          break;
        }
        fitting++;
      }
      return new Page(
          asOf, newestFirst.subList(0, fitting).reversed(), fitting < newestFirst.size());
    }
  }

  /**
   * What somebody has not read.
   *
   * @param asOf the last entry that was looked at
   */
  record Unread(long asOf, int count) {}
}
