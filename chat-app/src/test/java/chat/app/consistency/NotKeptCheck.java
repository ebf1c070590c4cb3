package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Checks that a request that was refused with {@code not-kept} was not in the log: when it is sent
 * again, its entry comes after all that its client had until then.
 */
final class NotKeptCheck {
  private final History history;
  private final ConsistencyChecker.Reporter reporter;

  NotKeptCheck(History history, ConsistencyChecker.Reporter reporter) {
    this.history = history;
    this.reporter = reporter;
  }

  void check() {
    history.logs().forEach(log -> new ClientCheck(log).check());
  }

  /** The requests of one client. */
  private final class ClientCheck {
    private final ClientLog log;
    private final Map<String, Integer> sent = new HashMap<>();
    private final Set<String> notKept = new HashSet<>();
    // By the requests that were sent again: the last entry before.
    private final Map<String, Long> lastBefore = new HashMap<>();
    private long last;

    ClientCheck(ClientLog log) {
      this.log = log;
    }

    void check() {
      log.events().forEach(this::check);
    }

    private void check(ClientEvent event) {
      switch (event) {
        case ClientEvent.Welcomed welcomed -> last = welcomed.current().seq();
        case ClientEvent.Received received -> last = received.entry().seq();
        case ClientEvent.Sent request -> sent(request.id());
        case ClientEvent.Refused refused when refused.code().equals("not-kept") ->
            refused(refused.id());
        case ClientEvent.Acknowledged ack -> acknowledged(ack);
        default -> {
          // No answer, and nothing new.
        }
      }
    }

    private void sent(String id) {
      sent.merge(id, 1, Integer::sum);
      if (notKept.contains(id)) {
        lastBefore.putIfAbsent(id, last);
      }
    }

    /** Of a request that was sent before without an answer, the earlier one may be kept. */
    private void refused(String id) {
      if (sent.getOrDefault(id, 0) == 1 && !isSentByAnotherClient(id)) {
        notKept.add(id);
      }
    }

    private boolean isSentByAnotherClient(String id) {
      return history.logs().stream()
          .filter(other -> other != log && other.member().equals(log.member()))
          .flatMap(other -> other.events(ClientEvent.Sent.class).stream())
          .anyMatch(request -> request.id().equals(id));
    }

    private void acknowledged(ClientEvent.Acknowledged ack) {
      if (ack.seq() <= lastBefore.getOrDefault(ack.id(), 0L)) {
        reporter.report(
            Kind.REFUSED_BUT_KEPT,
            log.client(),
            ack.id() + " was refused as not-kept, and was kept as " + ack.seq());
      }
    }
  }
}
