package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what all clients did and saw with each other, with what a newcomer reads in the end, and
 * with what the wire contract promises. Knows nothing of sockets, time or the server.
 */
final class ConsistencyChecker {
  private final List<Violation> violations = new ArrayList<>();

  private ConsistencyChecker() {}

  /**
   * Judges one run.
   *
   * @param logs of all clients, after everything was answered and everybody had caught up
   * @param newcomer of a client that came after the end and read everything
   * @return what was broken; empty when every promise was kept
   */
  static List<Violation> check(List<ClientLog> logs, ClientLog newcomer) {
    var judge = new ConsistencyChecker();
    var history = new History(logs, newcomer);
    judge.compareClients(history);
    new OrderCheck(history, judge::report).check();
    new ReadCheck(history, judge::report).check();
    new AcknowledgementCheck(history, judge::report).check();
    return List.copyOf(judge.violations);
  }

  /** Where a check takes what is broken. */
  interface Reporter {
    void report(Kind kind, String who, String what);
  }

  private void report(Kind kind, String who, String what) {
    violations.add(new Violation(kind, who, what));
  }

  /** All have heard the same under each number, and it is there for good. */
  private void compareClients(History history) {
    history
        .received()
        .forEach((seq, lines) -> {
          for (ReceivedEntry line : lines) {
            if (!line.agreesWith(lines.getFirst())) {
              report(Kind.DIVERGENT, "entry " + seq, "is " + lines.getFirst() + " and " + line);
            }
            if (!history.isInFinalState(line)) {
              report(Kind.SEEN_BUT_MISSING, "somebody", "has heard " + line);
            }
          }
        });
  }
}
