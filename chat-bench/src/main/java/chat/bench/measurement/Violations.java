package chat.bench.measurement;

import java.util.ArrayList;
import java.util.List;

/**
 * What was wrong with what was heard. Where anything was, there are no figures.
 *
 * @param lost messages that somebody never heard
 * @param doubled messages that somebody heard again
 * @param reordered messages that somebody heard after a later one of the same sender
 * @param altered messages that were not as they were sent
 * @param otherOrder listeners who heard everything, in another order than the others
 * @param gone connections that ended without having been asked to
 * @param remark what the room or the network said about it first, or empty
 */
public record Violations(
    long lost,
    long doubled,
    long reordered,
    long altered,
    long otherOrder,
    long gone,
    String remark) {
  public static final Violations NONE = new Violations(0, 0, 0, 0, 0, 0, "");

  public boolean isClean() {
    return lost + doubled + reordered + altered + otherOrder + gone == 0;
  }

  public Violations with(long moreAltered, long moreGone, String firstRemark) {
    return new Violations(
        lost, doubled, reordered, altered + moreAltered, otherOrder, gone + moreGone, firstRemark);
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(parts, lost, "lost");
    add(parts, doubled, "doubled");
    add(parts, reordered, "reordered");
    add(parts, altered, "altered");
    add(parts, otherOrder, "heard in another order");
    add(parts, gone, "connections ended");
    String what = parts.isEmpty() ? "nothing" : String.join(", ", parts);
    return remark.isEmpty() ? what : what + " (" + remark + ")";
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }
}
