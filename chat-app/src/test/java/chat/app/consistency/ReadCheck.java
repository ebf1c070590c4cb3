package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks that pages of messages agree with the entries that were delivered, and that both together
 * are complete.
 */
final class ReadCheck {
  private final History history;
  private final ConsistencyChecker.Reporter reporter;

  ReadCheck(History history, ConsistencyChecker.Reporter reporter) {
    this.history = history;
    this.reporter = reporter;
  }

  void check() {
    for (ClientLog log : history.logs()) {
      log.events(ClientEvent.PageRead.class).forEach(page -> check(page, log.client()));
      checkNothingLeftOut(log);
    }
  }

  /** Checks that a page has all messages of its range, with their state at its time. */
  private void check(ClientEvent.PageRead page, String client) {
    if (page.more() && page.messages().isEmpty()) {
      reporter.report(Kind.GAP, client, "read an empty page that claims there is more");
      return;
    }
    long from = page.more() ? page.messages().getFirst().seq() : 1;
    long below = page.exact() ? Math.min(page.below(), page.asOf() + 1) : page.below();
    List<Long> expected = history.messages(from, below);
    List<Long> actual = page.messages().stream().map(MessageSnapshot::seq).toList();
    if (!actual.equals(expected)) {
      reporter.report(Kind.GAP, client, "read " + actual + " where the log has " + expected);
    }
    page.messages().forEach(message -> check(message, page, client));
  }

  private void check(MessageSnapshot message, ClientEvent.PageRead page, String client) {
    ReceivedEntry entry = history.entries().get(message.seq());
    // An entry that was not delivered is reported by another check.
    if (entry != null && !(message.isOf(entry) && isPossible(message, entry, page))) {
      reporter.report(
          Kind.DIVERGENT,
          client,
          "read "
              + message
              + " at "
              + page.asOf()
              + " of "
              + entry
              + ' '
              + history.changesOf(message.seq()));
    }
  }

  private boolean isPossible(
      MessageSnapshot message, ReceivedEntry entry, ClientEvent.PageRead page) {
    List<ReceivedEntry> changes = history.changesOf(message.seq());
    if (entry.erased() || changes.stream().anyMatch(ReceivedEntry::erased)) {
      return true; // No client has received the text.
    }
    MessageSnapshot state = MessageSnapshot.of(entry);
    for (ReceivedEntry change : changes) {
      boolean later = change.seq() > page.asOf();
      if (later && (page.exact() || state.equals(message))) {
        break;
      }
      state = state.apply(change);
    }
    return state.equals(message);
  }

  /** Checks that each client has every message since its first connection, delivered or read. */
  private void checkNothingLeftOut(ClientLog log) {
    Set<Long> actual = new HashSet<>();
    log.events(ClientEvent.Received.class).forEach(one -> actual.add(one.entry().seq()));
    log.events(ClientEvent.PageRead.class)
        .forEach(page -> page.messages().forEach(m -> actual.add(m.seq())));
    boolean isNewcomer = log == history.newcomer();
    long since = isNewcomer ? 0 : log.events(ClientEvent.Welcomed.class).getFirst().position();
    List<Long> missed =
        history.messages(since + 1, Long.MAX_VALUE).stream()
            .filter(s -> !actual.contains(s))
            .toList();
    if (!missed.isEmpty()) {
      reporter.report(Kind.GAP, log.client(), "never got " + missed);
    }
  }
}
