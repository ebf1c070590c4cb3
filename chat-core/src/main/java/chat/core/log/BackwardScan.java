package chat.core.log;

import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds messages by leafing back through a transcript, newest first. */
final class BackwardScan {
  private static final ReadLimit PAGE = new ReadLimit(200, 1 << 20);

  /** Twenty thousand messages; what lies further back is not looked for. */
  private static final int MAX_PAGES = 100;

  private final Transcript transcript;
  private final List<Message> newestFirst = new ArrayList<>();

  private BackwardScan(Transcript transcript) {
    this.transcript = transcript;
  }

  /** As {@link Transcript#search} says. */
  static Page search(Transcript transcript, SearchQuery words, long before, ReadLimit reach) {
    var leafing = new BackwardScan(transcript);
    // One more than asked for: whether there is one.
    long standing =
        leafing.collect(
            message -> !message.deleted() && words.matches(message.text()),
            before,
            0,
            reach.entries() + 1);
    return Page.newest(standing, leafing.newestFirst, reach);
  }

  /** As {@link Transcript#unread} says. */
  static Unread unread(Transcript transcript, long after, String reader, int most) {
    var leafing = new BackwardScan(transcript);
    long standing =
        leafing.collect(
            message -> !message.deleted() && !message.from().id().equals(reader),
            Long.MAX_VALUE,
            after,
            most);
    return new Unread(standing, leafing.newestFirst.size());
  }

  /** Collects the newest that are wanted, and says where the room stands. */
  private long collect(Predicate<Message> wanted, long before, long after, int most) {
    Page leaf = transcript.before(before, PAGE);
    long standing = leaf.asOf();
    for (int leaves = 1; true; leaves++) {
      for (Message message : leaf.messages().reversed()) {
        if (message.seq() <= after || newestFirst.size() == most) {
          return standing;
        }
        if (wanted.test(message)) {
          newestFirst.add(message);
        }
      }
      if (!leaf.more() || leaves == MAX_PAGES) {
        return standing;
      }
      leaf = transcript.before(leaf.messages().getFirst().seq(), PAGE);
    }
  }
}
