package chat.bench.measurement;

import java.util.ArrayList;
import java.util.List;

/**
 * Violations of the delivery guarantees in a run. A run with any of them has no figures.
 *
 * @param lost deliveries that are missing
 * @param duplicated messages that a client received again
 * @param reordered messages that a client received after a later one of the same sender
 * @param altered messages that differed from what was sent
 * @param otherOrder receivers that received everything, in another order than the first receiver
 * @param disconnected connections that ended before the client closed them
 * @param firstError the first refusal or network error, or empty
 */
public record Violations(
    long lost,
    long duplicated,
    long reordered,
    long altered,
    long otherOrder,
    long disconnected,
    String firstError) {
  public static final Violations NONE = new Violations(0, 0, 0, 0, 0, 0, "");

  public boolean isClean() {
    return lost + duplicated + reordered + altered + otherOrder + disconnected == 0;
  }

  public Violations with(long moreAltered, long moreDisconnected, String error) {
    return new Violations(
        lost,
        duplicated,
        reordered,
        altered + moreAltered,
        otherOrder,
        disconnected + moreDisconnected,
        error);
  }

  /** These violations and those of another room. */
  public Violations plus(Violations other) {
    return new Violations(
        lost + other.lost,
        duplicated + other.duplicated,
        reordered + other.reordered,
        altered + other.altered,
        otherOrder + other.otherOrder,
        disconnected + other.disconnected,
        firstError.isEmpty() ? other.firstError : firstError);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, lost, "lost");
    add(parts, duplicated, "duplicated");
    add(parts, reordered, "reordered");
    add(parts, altered, "altered");
    add(parts, otherOrder, "received in another order");
    add(parts, disconnected, "connections ended");
    String what = parts.isEmpty() ? "nothing" : String.join(", ", parts);
    return firstError.isEmpty() ? what : what + " (" + firstError + ")";
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
