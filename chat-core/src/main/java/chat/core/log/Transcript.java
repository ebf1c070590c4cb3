package chat.core.log;

import java.util.List;
import java.util.Optional;

/**
 * The ordered log of one room. It assigns the sequence numbers, and decides in their order whether
 * an edit, a deletion, a reaction or an answer is allowed. All methods are safe for many threads.
 */
public interface Transcript {
  /** Identifies this numbering; see {@link Cursor}. */
  String epoch();

  /**
   * Sets the follower, in place of any earlier one: it is notified of every entry after the
   * returned sequence number.
   */
  long follow(Follower follower);

  /**
   * Appends a draft, or refuses it. Returns early: the receipt is called when the entry is as
   * durable as this log makes entries. A draft whose author and id are known already is not kept
   * again, but acknowledged with the number of the first one; where that one is not kept yet, the
   * acknowledgement waits for it.
   */
  void append(Draft draft, Receipt receipt);

  /**
   * Appends a draft as {@link #append(Draft, Receipt)} does, unless it is beyond a limit of its
   * author: then it is refused as too fast or slow. A draft that is known already or is refused for
   * another reason does not count.
   */
  default void append(Draft draft, DraftLimit limit, Receipt receipt) {
    append(draft, receipt);
  }

  /**
   * Refuses a draft, unless its author and id are known already: then it is acknowledged as by
   * {@link #append}, because all clients have received it. Returns early, too.
   */
  void refuse(Draft draft, Refusal refusal, Receipt receipt);

  /**
   * The entries after {@code seq} up to and with {@code upTo}.
   *
   * @return empty when some of them were evicted, or they are more than the limit
   */
  Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit);

  /** The latest messages with a number below {@code seq}, oldest first, in their present state. */
  Page before(long seq, ReadLimit limit);

  /**
   * The latest answers to a message with a number below {@code seq}, oldest first, in their present
   * state, without those that are deleted.
   */
  Page answers(long message, long seq, ReadLimit limit);

  /**
   * The latest pinned messages with a number below {@code seq}, oldest first, in their present
   * state.
   */
  Page pinned(long seq, ReadLimit limit);

  /**
   * The latest messages with a number below {@code seq} that match a query, oldest first, in their
   * present state: an edited message is found by its new text, a deleted one never. How far back
   * this searches may be bounded.
   */
  default Page search(SearchQuery query, long seq, ReadLimit limit) {
    return BackwardScan.search(this, query, seq, limit);
  }

  /**
   * Counts the messages after {@code seq} that a member has not read: by other members, and not
   * deleted.
   *
   * @param reader the id of the member
   * @param max where to stop counting
   */
  default Unread unread(long seq, String reader, int max) {
    return BackwardScan.unread(this, seq, reader, max);
  }

  /**
   * Returns when the follower was notified of all entries up to a cursor that a client has from
   * another server. Returns at once where the log has no such entries, or nobody follows.
   *
   * @throws LogUnavailableException when they cannot be read now
   */
  default void catchUp(Cursor cursor) {}

  /** Ends the following; drafts that were appended before are still kept. */
  void close();

  /**
   * A limit to what is read at once.
   *
   * @param entries the maximum of entries or messages
   * @param chars about the maximum of characters of text in all
   */
  record ReadLimit(int entries, int chars) {}

  /**
   * Messages in their state at one moment.
   *
   * @param asOf the last entry that is applied to these messages
   * @param more whether there are older ones
   */
  record Page(long asOf, List<Message> messages, boolean more) {
    public Page {
      messages = List.copyOf(messages);
    }

    /** The newest messages within a limit. */
    public static Page newest(long asOf, List<Message> newestFirst, ReadLimit limit) {
      int fitting = 0;
      int chars = 0;
      for (Message message : newestFirst) {
        chars += message.textLength();
        if (fitting == limit.entries() || (chars > limit.chars() && fitting > 0)) {
          break;
        }
        fitting++;
      }
      return new Page(
          asOf, newestFirst.subList(0, fitting).reversed(), fitting < newestFirst.size());
    }
  }

  /**
   * The number of unread messages.
   *
   * @param asOf the last entry that was counted
   */
  record Unread(long asOf, int count) {}
}
