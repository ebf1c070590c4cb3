package chat.web.access;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the connections of each address, up to a limit. Safe for many threads. */
public final class ConnectionCounter {
  private final OptionalInt max;
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();

  /**
   * @param max for each address; empty: no limit
   */
  public ConnectionCounter(OptionalInt max) {
    this.max = max;
  }

  /** The number of connections of all addresses; 0 where there is no limit. */
  int count() {
    return connections.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean hasCapacity(String address) {
    return max.isEmpty() || connections.getOrDefault(address, 0) < max.getAsInt();
  }

  /** Counts a connection, unless the address has as many as it may have; returns whether it did. */
  public boolean tryAdd(String address) {
    if (max.isEmpty()) {
      return true;
    }
    int limit = max.getAsInt();
    boolean[] added = {false};
    connections.compute(
        address,
        (a, count) -> {
          int now = count == null ? 0 : count;
          added[0] = now < limit;
          return added[0] ? Integer.valueOf(now + 1) : count;
        });
    return added[0];
  }

  public void remove(String address) {
    connections.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
  }
}
