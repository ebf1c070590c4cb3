package chat.app.consistency;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads from the history what a client has missed when it was too far behind to be resumed: the
 * pages between the messages that it was sent and the entries that it has.
 */
final class GapReader {
  private final ChaosRun run;
  private final String cookie;
  private final ClientLog log;
  private final AtomicInteger open = new AtomicInteger();

  GapReader(ChaosRun run, String cookie, ClientLog log) {
    this.run = run;
    this.cookie = cookie;
    this.log = log;
  }

  /** Whether nothing is missing any more. */
  boolean hasFinished() {
    return open.get() == 0;
  }

  /**
   * Begins to read what is missing before the latest messages.
   *
   * @param known the last entry that the client has
   * @param more whether there are older messages
   */
  void fill(long known, List<MessageSnapshot> latest, boolean more) {
    long reached = latest.isEmpty() ? 0 : latest.getFirst().seq();
    if (more && reached > known + 1) {
      open.incrementAndGet();
      Thread.startVirtualThread(() -> read(known, reached));
    }
  }

  private void read(long known, long below) {
    long next = below;
    while (next > known + 1 && !run.hasEnded()) {
      ClientEvent.PageRead page = run.client().read(cookie, next);
      log.add(page);
      next = page.more() && !page.messages().isEmpty() ? page.messages().getFirst().seq() : 0;
    }
    open.decrementAndGet();
    run.changed();
  }
}
