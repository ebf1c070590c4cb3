package chat.core.log;

import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A scan of a transcript, page by page, newest messages first. */
final class BackwardScan {
  private static final ReadLimit PAGE = new ReadLimit(200, 1 << 20);

  /** 20,000 messages, because older ones would take more than a tenth of a second. */
  private static final int MAX_PAGES = 100;

  private final Transcript transcript;
  private final List<Message> newestFirst = new ArrayList<>();

  private BackwardScan(Transcript transcript) {
    this.transcript = transcript;
  }

  /** As {@link Transcript#search} says. */
  static Page search(Transcript transcript, SearchQuery query, long before, ReadLimit limit) {
    var scan = new BackwardScan(transcript);
    // One more than the limit, to know whether there are more.
    long asOf =
        scan.collect(
            message -> !message.deleted() && query.matches(message.searchedText()),
            before,
            0,
            limit.entries() + 1);
    return Page.newest(asOf, scan.newestFirst, limit);
  }

  /** As {@link Transcript#unread} says. */
  static Unread unread(Transcript transcript, long after, String reader, int max) {
    var scan = new BackwardScan(transcript);
    long asOf =
        scan.collect(
            message -> !message.deleted() && !message.from().id().equals(reader),
            Long.MAX_VALUE,
            after,
            max);
    return new Unread(asOf, scan.newestFirst.size());
  }

  /** Collects the newest messages that are wanted; returns the last entry that they reflect. */
  private long collect(Predicate<Message> wanted, long before, long after, int max) {
    Page page = transcript.before(before, PAGE);
    long asOf = page.asOf();
    for (int pages = 1; true; pages++) {
      for (Message message : page.messages().reversed()) {
        if (message.seq() <= after || newestFirst.size() == max) {
          return asOf;
        }
        if (wanted.test(message)) {
          newestFirst.add(message);
        }
      }
      if (!page.more() || pages == MAX_PAGES) {
        return asOf;
      }
      page = transcript.before(page.messages().getFirst().seq(), PAGE);
    }
  }
}
