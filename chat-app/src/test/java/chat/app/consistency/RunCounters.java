package chat.app.consistency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** The counters of a run. */
public final class RunCounters {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  void add(String what) {
    counts.computeIfAbsent(what, w -> new LongAdder()).increment();
  }

  public long count(String what) {
    return counts.getOrDefault(what, new LongAdder()).sum();
  }

  private void add(String what, long many) {
    counts.computeIfAbsent(what, w -> new LongAdder()).add(many);
  }

  /** Adds the events of the logs. */
  void addAll(List<ClientLog> logs) {
    Map<String, Map<String, Long>> acknowledged = new HashMap<>();
    for (ClientLog log : logs) {
      var ids = acknowledged.computeIfAbsent(log.member(), member -> new HashMap<>());
      log.events(ClientEvent.Acknowledged.class).forEach(ack -> ids.put(ack.id(), ack.seq()));
    }
    add("acknowledged", acknowledged.values().stream().mapToLong(Map::size).sum());
    logs.forEach(log -> addAll(log, acknowledged.get(log.member())));
  }

  private void addAll(ClientLog log, Map<String, Long> acknowledged) {
    long current = 0;
    for (ClientEvent event : log.events()) {
      switch (event) {
        case ClientEvent.Welcomed welcomed -> {
          current = welcomed.current().seq();
          add(welcomed.resumed() ? "resumed" : "not resumed: " + reason(welcomed));
        }
        case ClientEvent.Received heard -> add("delivered");
        case ClientEvent.PageRead read -> add("read from the history", read.messages().size());
        case ClientEvent.Sent sent -> {
          add("sent");
          if (acknowledged.getOrDefault(sent.id(), Long.MAX_VALUE) <= current) {
            // It was in the log already when this client reconnected and sent it again.
            add("duplicates avoided");
          }
        }
        case ClientEvent.Acknowledged ack -> {}
        case ClientEvent.Refused refused -> add("refused as " + refused.code());
        case ClientEvent.Disconnected ended ->
            add(
                ended.byClient()
                    ? "ended by the client"
                    : "ended by the server with " + ended.code());
      }
    }
  }

  private static String reason(ClientEvent.Welcomed welcomed) {
    if (welcomed.requested().isEmpty()) {
      return "no cursor";
    }
    boolean known = welcomed.requested().get().epoch().equals(welcomed.current().epoch());
    return known ? "too far behind" : "foreign cursor";
  }

  @Override
  public String toString() {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(count -> count.getKey() + " " + count.getValue())
            .collect(Collectors.joining(", "));
  }
}
