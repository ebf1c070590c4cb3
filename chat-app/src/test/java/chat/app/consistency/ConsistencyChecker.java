package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the logs of all clients with each other, with the messages that a new client reads in
 * the end, and with the guarantees of the protocol. It depends on no sockets, no clock and no
 * server.
 */
final class ConsistencyChecker {
  private final List<Violation> violations = new ArrayList<>();

  private ConsistencyChecker() {}

  /**
   * Checks one run.
   *
   * @param logs of all clients, after all requests were answered and all clients had caught up
   * @param newcomer the log of a client that connected after the end and read everything
   * @return the violations; empty when every guarantee was kept
   */
  static List<Violation> check(List<ClientLog> logs, ClientLog newcomer) {
    var checker = new ConsistencyChecker();
    var history = new History(logs, newcomer);
    checker.compareClients(history);
    new OrderCheck(history, checker::report).check();
    new ReadCheck(history, checker::report).check();
    new AcknowledgementCheck(history, checker::report).check();
    new NotKeptCheck(history, checker::report).check();
    return List.copyOf(checker.violations);
  }

  /** Takes the violations that a check finds. */
  interface Reporter {
    void report(Kind kind, String subject, String description);
  }

  private void report(Kind kind, String subject, String description) {
    violations.add(new Violation(kind, subject, description));
  }

  /** All clients received the same entry under each number, and it is in the final state. */
  private void compareClients(History history) {
    history
        .received()
        .forEach((seq, received) -> {
          for (ReceivedEntry entry : received) {
            if (!entry.agreesWith(received.getFirst())) {
              report(Kind.DIVERGENT, "entry " + seq, "is " + received.getFirst() + " and " + entry);
            }
            if (!history.isInFinalState(entry)) {
              report(Kind.SEEN_BUT_MISSING, "a client", "received " + entry);
            }
          }
        });
  }
}
