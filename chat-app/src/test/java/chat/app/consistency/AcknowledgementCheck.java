package chat.app.consistency;

import chat.app.consistency.Violation.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that every request was answered, became one entry if it was acknowledged and none if it
 * was refused, and that every entry belongs to one request.
 */
final class AcknowledgementCheck {
  private static final Set<String> TEMPORARY = Set.of("not-kept", "too-fast");

  private final History history;
  private final ConsistencyChecker.Reporter reporter;
  private final Map<RequestKey, ClientEvent.Sent> requests = new HashMap<>();
  private final Map<RequestKey, TreeSet<Long>> acknowledged = new HashMap<>();
  private final Map<RequestKey, String> refused = new HashMap<>();
  // Refused at first: requests that were in flight at the same time may have come before.
  private final Set<RequestKey> delayed = new HashSet<>();

  /** The key of a request: ids belong to a member, and any of its clients may send one. */
  private record RequestKey(String member, String id) {}

  AcknowledgementCheck(History history, ConsistencyChecker.Reporter reporter) {
    this.history = history;
    this.reporter = reporter;
    history.logs().forEach(this::gather);
  }

  private void gather(ClientLog log) {
    String member = log.member();
    for (ClientEvent.Sent sent : log.events(ClientEvent.Sent.class)) {
      requests.putIfAbsent(new RequestKey(member, sent.id()), sent);
    }
    for (ClientEvent.Acknowledged ack : log.events(ClientEvent.Acknowledged.class)) {
      acknowledged
          .computeIfAbsent(new RequestKey(member, ack.id()), key -> new TreeSet<>())
          .add(ack.seq());
    }
    for (ClientEvent.Refused no : log.events(ClientEvent.Refused.class)) {
      if (!TEMPORARY.contains(no.code())) {
        refused.put(new RequestKey(member, no.id()), no.code());
      } else {
        delayed.add(new RequestKey(member, no.id()));
      }
    }
  }

  void check() {
    checkAcknowledged();
    checkEachEntryAcknowledgedOnce();
    checkIdsAreUnique();
    checkRefused();
    checkAnswered();
    checkSendOrder();
  }

  private void checkAcknowledged() {
    acknowledged.forEach((key, seqs) -> {
      if (seqs.size() > 1) {
        reporter.report(Kind.DUPLICATE_ID, key.member(), key.id() + " was acknowledged as " + seqs);
      }
      for (long seq : seqs) {
        if (!isKept(key, history.entries().get(seq))) {
          reporter.report(
              Kind.ACKNOWLEDGED_BUT_MISSING,
              key.member(),
              requests.get(key)
                  + " was acknowledged as "
                  + seq
                  + ": "
                  + history.entries().get(seq));
        }
      }
    });
  }

  private boolean isKept(RequestKey key, ReceivedEntry entry) {
    ClientEvent.Sent sent = requests.get(key);
    if (sent == null || entry == null || !history.isInFinalState(entry)) {
      return false;
    }
    Action request = entry.erased() ? sent.action().withoutText() : sent.action();
    boolean hasId = !(request instanceof Action.Say) || entry.id().equals(key.id());
    return hasId && entry.author().equals(key.member()) && entry.action().equals(request);
  }

  private void checkEachEntryAcknowledgedOnce() {
    Map<Long, RequestKey> owners = new HashMap<>();
    acknowledged.forEach((key, seqs) -> {
      for (long seq : seqs) {
        RequestKey other = owners.putIfAbsent(seq, key);
        if (other != null) {
          reporter.report(
              Kind.SHARED_ENTRY, "entry " + seq, "was acknowledged to " + key + " and " + other);
        }
      }
    });
    for (ReceivedEntry entry : history.entries().values()) {
      if (!owners.containsKey(entry.seq())) {
        reporter.report(
            Kind.UNREQUESTED, "entry " + entry.seq(), "is in no acknowledgement: " + entry);
      }
    }
  }

  private void checkIdsAreUnique() {
    Map<RequestKey, Long> seqs = new HashMap<>();
    for (MessageSnapshot message : history.finalMessages().values()) {
      Long before = seqs.put(new RequestKey(message.author(), message.id()), message.seq());
      if (before != null) {
        reporter.report(
            Kind.DUPLICATE_ID,
            message.author(),
            message.id() + " is both " + before + " and " + message.seq());
      }
    }
  }

  private void checkRefused() {
    refused.forEach((key, code) -> {
      boolean isThere =
          history.finalMessages().values().stream()
              .anyMatch(m -> key.equals(new RequestKey(m.author(), m.id())));
      if (isThere || acknowledged.containsKey(key)) {
        reporter.report(Kind.REFUSED_BUT_KEPT, key.member(), key.id() + " was refused as " + code);
      }
    });
  }

  private void checkAnswered() {
    requests.forEach((key, sent) -> {
      if (!acknowledged.containsKey(key) && !refused.containsKey(key)) {
        reporter.report(Kind.UNANSWERED, key.member(), "got no answer to " + sent);
      }
    });
  }

  /** Checks that the requests of a member that were taken at once are in the log in their order. */
  private void checkSendOrder() {
    Map<String, TreeMap<Integer, Long>> members = new HashMap<>();
    acknowledged.forEach((key, seqs) -> {
      if (requests.containsKey(key) && !delayed.contains(key)) {
        members
            .computeIfAbsent(key.member(), member -> new TreeMap<>())
            .put(requests.get(key).order(), seqs.first());
      }
    });
    members.forEach((member, order) -> {
      long before = 0;
      for (var each : order.entrySet()) {
        if (each.getValue() < before) {
          reporter.report(
              Kind.REORDERED,
              member,
              "sent request " + each.getKey() + " (" + each.getValue() + ") after " + before);
        }
        before = Math.max(before, each.getValue());
      }
    });
  }
}
