package chat.web.access;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each address has at once. */
public final class ConnectionCounter {
  private final OptionalInt most;
  private final Map<String, Integer> here = new ConcurrentHashMap<>();

  /**
   * @param most for each address; empty: no limit
   */
  public ConnectionCounter(OptionalInt most) {
    this.most = most;
  }

  /** How many connections there are, from all addresses; 0 where they are not counted. */
  int count() {
    return here.values().stream().mapToInt(Integer::intValue).sum();
  }

  boolean hasCapacity(String address) {
    return most.isEmpty() || here.getOrDefault(address, 0) < most.getAsInt();
  }

  /** Counts a connection; false when the address has too many, and then nothing is counted. */
  public boolean tryAdd(String address) {
    if (most.isEmpty()) {
      return true;
    }
    int limit = most.getAsInt();
    boolean[] entered = {false};
    here.compute(
        address,
        (a, count) -> {
          int now = count == null ? 0 : count;
          entered[0] = now < limit;
          return entered[0] ? Integer.valueOf(now + 1) : count;
        });
    return entered[0];
  }

  public void remove(String address) {
    here.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
  }
}
