package chat.web.config;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The grammar of durations, in options and in the owner's requests: an integer of at most 6 digits
 * and a unit, such as {@code 500ms}, {@code 3s}, {@code 10m}, {@code 1h} or {@code 7d}.
 */
public final class Durations {
  private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");

  /** The units, the longest first. */
  private static final List<Unit> UNITS =
      List.of(
          new Unit("d", ChronoUnit.DAYS),
          new Unit("h", ChronoUnit.HOURS),
          new Unit("m", ChronoUnit.MINUTES),
          new Unit("s", ChronoUnit.SECONDS),
          new Unit("ms", ChronoUnit.MILLIS));

  private record Unit(String symbol, ChronoUnit unit) {
    boolean divides(Duration duration) {
      return duration.toMillis() % unit.getDuration().toMillis() == 0;
    }
  }

  private Durations() {}

  /**
   * Parses a duration.
   *
   * @throws IllegalArgumentException when the text is no duration
   */
  public static Duration parse(String text) {
    Matcher parts = GRAMMAR.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no duration");
    }
    ChronoUnit unit =
        UNITS.stream()
            .filter(known -> known.symbol.equals(parts.group(2)))
            .findFirst()
            .orElseThrow()
            .unit;
    return Duration.of(Long.parseLong(parts.group(1)), unit);
  }

  /** Formats a duration of whole milliseconds in its longest unit that needs no fraction. */
  public static String format(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    Unit unit = UNITS.stream().filter(each -> each.divides(duration)).findFirst().orElseThrow();
    return duration.toMillis() / unit.unit.getDuration().toMillis() + unit.symbol;
  }
}
