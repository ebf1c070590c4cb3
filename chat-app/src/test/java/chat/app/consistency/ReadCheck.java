package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was read agrees with what was heard, and both together are all there is. */
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

  /** A page has all messages of its stretch, as they stood at its moment. */
  private void check(ClientEvent.PageRead page, String client) {
    if (page.more() && page.messages().isEmpty()) {
      reporter.report(Kind.GAP, client, "read nothing, but was told that there is more");
      return;
    }
    long from = page.more() ? page.messages().getFirst().seq() : 1;
    long below = page.exact() ? Math.min(page.below(), page.asOf() + 1) : page.below();
    List<Long> due = history.messages(from, below);
    List<Long> got = page.messages().stream().map(MessageSnapshot::seq).toList();
    if (!got.equals(due)) {
      reporter.report(Kind.GAP, client, "read " + got + " where the log has " + due);
    }
    page.messages().forEach(message -> check(message, page, client));
  }

  private void check(MessageSnapshot message, ClientEvent.PageRead page, String client) {
    ReceivedEntry said = history.entries().get(message.seq());
    // What nobody has heard is complained of elsewhere.
    if (said != null && !(message.isOf(said) && couldStandSo(message, said, page))) {
      reporter.report(
          Kind.DIVERGENT,
          client,
          "read "
              + message
              + " at "
              + page.asOf()
              + " of "
              + said
              + ' '
              + history.changesOf(message.seq()));
    }
  }

  private boolean couldStandSo(
      MessageSnapshot message, ReceivedEntry said, ClientEvent.PageRead page) {
    List<ReceivedEntry> changes = history.changesOf(message.seq());
    if (said.erased() || changes.stream().anyMatch(ReceivedEntry::erased)) {
      return true; // Nobody has heard the text.
    }
    MessageSnapshot then = MessageSnapshot.of(said);
    for (ReceivedEntry change : changes) {
      boolean later = change.seq() > page.asOf();
      if (later && (page.exact() || then.equals(message))) {
        break;
      }
      then = then.apply(change);
    }
    return then.equals(message);
  }

  /** Each client has every message since it came, heard or read. */
  private void checkNothingLeftOut(ClientLog log) {
    Set<Long> got = new HashSet<>();
    log.events(ClientEvent.Received.class).forEach(one -> got.add(one.entry().seq()));
    log.events(ClientEvent.PageRead.class)
        .forEach(page -> page.messages().forEach(m -> got.add(m.seq())));
    boolean isNewcomer = log == history.newcomer();
    long since = isNewcomer ? 0 : log.events(ClientEvent.Welcomed.class).getFirst().position();
    List<Long> missed =
        history.messages(since + 1, Long.MAX_VALUE).stream().filter(s -> !got.contains(s)).toList();
    if (!missed.isEmpty()) {
      reporter.report(Kind.GAP, log.client(), "never got " + missed);
    }
  }
}
