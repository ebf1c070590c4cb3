package chat.core;

import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import chat.core.Transcript.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds messages by leafing back through a transcript, newest first. */
final class Leafing {
  private static final Reach LEAF = new Reach(200, 1 << 20);

  /** Twenty thousand messages; what lies further back is not looked for. */
  private static final int MOST_LEAVES = 100;

  private final Transcript transcript;
  private final List<Message> newestFirst = new ArrayList<>();

  private Leafing(Transcript transcript) {
    this.transcript = transcript;
  }

  /** As {@link Transcript#search} says. */
  static Page search(Transcript transcript, Words words, long before, Reach reach) {
    var leafing = new Leafing(transcript);
    // One more than asked for: whether there is one.
    long standing =
        leafing.collect(
            message -> !message.deleted() && words.areIn(message.text()),
            before,
            0,
            reach.entries() + 1);
    return Page.newest(standing, leafing.newestFirst, reach);
  }

  /** As {@link Transcript#unread} says. */
  static Unread unread(Transcript transcript, long after, String reader, int most) {
    var leafing = new Leafing(transcript);
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
    Page leaf = transcript.before(before, LEAF);
    long standing = leaf.standing();
    for (int leaves = 1; true; leaves++) {
      for (Message message : leaf.messages().reversed()) {
        if (message.seq() <= after || newestFirst.size() == most) {
          return standing;
        }
        if (wanted.test(message)) {
          newestFirst.add(message);
        }
      }
      if (!leaf.more() || leaves == MOST_LEAVES) {
        return standing;
      }
      leaf = transcript.before(leaf.messages().getFirst().seq(), LEAF);
    }
  }
}
