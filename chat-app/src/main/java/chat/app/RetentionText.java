package chat.app;

import chat.core.Retention;
import chat.core.name.RoomName;
import chat.web.config.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grammar of retention: a duration or {@code off}, then perhaps rooms with their own. */
final class RetentionText {
  static final String OFF = "off";

  /** 100 years, so that a time before them exists. */
  private static final Duration MAX = Duration.ofDays(36_500);

  private static final String REASON =
      "no retention; give a time such as 90d or 12h, or off, and rooms after it: 90d,lobby=7d";

  private RetentionText() {}

  /**
   * Parses a retention.
   *
   * @throws IllegalArgumentException with the end of a sentence
   */
  static Retention parse(String text) {
    String[] parts = text.split(",", -1);
    Map<RoomName, Optional<Duration>> rooms = new HashMap<>();
    try {
      for (int i = 1; i < parts.length; i++) {
        String[] room = parts[i].split("=", -1);
        if (room.length != 2 || rooms.put(new RoomName(room[0]), time(room[1])) != null) {
          throw new IllegalArgumentException(REASON);
        }
      }
      return new Retention(time(parts[0]), rooms);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(REASON, e);
    }
  }

  private static Optional<Duration> time(String text) {
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    Duration time = Durations.parse(text);
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(MAX) > 0) {
      throw new IllegalArgumentException(REASON);
    }
    return Optional.of(time);
  }

  /** Formats a retention as it is written. */
  static String format(Retention retention) {
    Stream<String> rooms =
        retention.rooms().entrySet().stream()
            .map(room -> room.getKey().value() + "=" + format(room.getValue()))
            .sorted();
    return Stream.concat(Stream.of(format(retention.byDefault())), rooms)
        .collect(Collectors.joining(","));
  }

  private static String format(Optional<Duration> time) {
    return time.map(Durations::format).orElse(OFF);
  }
}
