package chat.app;

import chat.core.Retention;
import chat.web.config.AddressRange;
import chat.web.config.Durations;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The type of an option's value.
 *
 * @param label stands for the value in the help
 * @param parse makes a value of a text; throws {@link IllegalArgumentException} with the end of the
 *     sentence {@code NAME: "TEXT" is …}
 * @param format writes a default for the help; empty: the help names no default
 * @param implied the value of an option without one, such as {@code --guests}; empty: it needs one
 */
record ValueType<T>(
    String label, Function<String, T> parse, Function<T, String> format, String implied) {
  private static final String OFF = "off";
  private static final String AUTO = "auto";

  /** KiB, MiB and GiB. */
  private static final String SIZE_UNITS = "KMG";

  private static final int UNIT_BITS = 10;
  private static final int MAX_COUNT = 1_000_000;
  private static final int MAX_CONNECTIONS = 10_000_000;

  /** A longer timeout would not fit into the milliseconds of a socket's option. */
  private static final Duration MAX_TIME = Duration.ofDays(1);

  static final ValueType<Boolean> SWITCH =
      new ValueType<>("true|false", ValueType::parseSwitch, on -> on ? "true" : "", "true");
  static final ValueType<Integer> PORT =
      new ValueType<>("N", ValueType::parsePort, Object::toString);
  static final ValueType<OptionalInt> OPTIONAL_PORT =
      new ValueType<>("N", ValueType::parseOptionalPort, none -> "");
  static final ValueType<String> HOST =
      new ValueType<>("ADDRESS", ValueType::parseHost, Function.identity());
  static final ValueType<LogFormat> LOG_FORMAT =
      new ValueType<>("text|json", ValueType::parseLogFormat, ValueType::formatLogFormat);
  static final ValueType<Integer> COUNT = count("N", MAX_COUNT);
  static final ValueType<OptionalInt> COUNT_OR_OFF =
      countOr(OFF, MAX_COUNT, "no limit; give a number from 1, or off for none");
  static final ValueType<OptionalInt> COUNT_OR_AUTO =
      countOr(AUTO, MAX_CONNECTIONS, "no limit; give a number, or auto");
  static final ValueType<Optional<Double>> RATE_OR_OFF =
      new ValueType<>("N|off", ValueType::parseRate, ValueType::formatRate);
  static final ValueType<Optional<Path>> FILE =
      new ValueType<>("FILE", ValueType::parseFile, none -> "");
  static final ValueType<Set<String>> ORIGINS =
      new ValueType<>("LIST", ValueType::parseOrigins, none -> "");
  static final ValueType<Set<String>> ADDRESSES =
      new ValueType<>("ADDRESSES", ValueType::parseAddresses, none -> "");

  static final ValueType<Retention> RETENTION =
      new ValueType<>("TIME|off", RetentionText::parse, RetentionText::format);

  private ValueType(String label, Function<String, T> parse, Function<T, String> format) {
    this(label, parse, format, "");
  }

  static ValueType<String> text(String label) {
    return new ValueType<>(label, Function.identity(), Function.identity());
  }

  static ValueType<Integer> count(String label, int max) {
    String reason = "no limit; give a number from 1 to " + max;
    return new ValueType<>(label, text -> parseInt(text, 1, max, reason), Object::toString);
  }

  static ValueType<Integer> bytes(int max) {
    return count("BYTES", max);
  }

  static ValueType<Long> size(long max) {
    String reason = "no size from 1 to " + formatSize(max) + "; give one such as 500K, 20M or 10G";
    return new ValueType<>("SIZE", text -> parseSize(text, max, reason), ValueType::formatSize);
  }

  static ValueType<Duration> time(Duration min) {
    String reason =
        "no duration from %s to %s; give one such as 500ms, 3s, 10m or 1h"
            .formatted(Durations.format(min), Durations.format(MAX_TIME));
    return new ValueType<>("TIME", text -> parseTime(text, min, reason), Durations::format);
  }

  private static ValueType<OptionalInt> countOr(String word, int max, String reason) {
    return new ValueType<>(
        "N|" + word,
        text ->
            text.equals(word)
                ? OptionalInt.empty()
                : OptionalInt.of(parseInt(text, 1, max, reason)),
        count -> count.isPresent() ? Integer.toString(count.getAsInt()) : word);
  }

  private static boolean parseSwitch(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static LogFormat parseLogFormat(String text) {
    return Arrays.stream(LogFormat.values())
        .filter(format -> formatLogFormat(format).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("neither text nor json"));
  }

  private static String formatLogFormat(LogFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static int parsePort(String text) {
    return parseInt(text, 0, 65_535, "no port; give a number from 0 (any free one) to 65535");
  }

  private static OptionalInt parseOptionalPort(String text) {
    return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(parsePort(text));
  }

  private static Optional<Path> parseFile(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static String parseHost(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("no address to listen at; give one, or 0.0.0.0 for all");
    }
    return text;
  }

  private static Optional<Double> parseRate(String text) {
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    String reason = "no rate; give messages a second such as 2 or 0.5, or off for no limit";
    return Optional.of(
        parseWithin(text, Double::valueOf, Double.MIN_VALUE, (double) MAX_COUNT, reason));
  }

  private static String formatRate(Optional<Double> rate) {
    return rate.map(number -> Double.toString(number).replaceFirst("\\.0$", "")).orElse(OFF);
  }

  private static Duration parseTime(String text, Duration min, String reason) {
    return parseWithin(text, Durations::parse, min, MAX_TIME, reason);
  }

  private static long parseSize(String text, long max, String reason) {
    int unit = text.isEmpty() ? -1 : SIZE_UNITS.indexOf(text.charAt(text.length() - 1));
    String number = unit < 0 ? text : text.substring(0, text.length() - 1);
    long scale = unit < 0 ? 1 : 1L << (UNIT_BITS * (unit + 1));
    return scale * parseWithin(number, Long::valueOf, 1L, max / scale, reason);
  }

  /** Formats a size in its largest unit that needs no fraction. */
  private static String formatSize(long bytes) {
    int unit = 0;
    long number = bytes;
    while (unit < SIZE_UNITS.length() && number % (1 << UNIT_BITS) == 0) {
      number >>= UNIT_BITS;
      unit++;
    }
    return unit == 0 ? Long.toString(number) : number + SIZE_UNITS.substring(unit - 1, unit);
  }

  private static Set<String> parseOrigins(String text) {
    Set<String> origins = items(text);
    for (String origin : origins) {
      if (!origin.equals("*") && !isOrigin(origin)) {
        throw new IllegalArgumentException(
            "no list of origins; give some such as https://chat.example,https://other.example:8443,"
                + " or * for any");
      }
    }
    return origins;
  }

  private static boolean isOrigin(String text) {
    try {
      URI uri = URI.create(text);
      return uri.getScheme() != null
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Set<String> parseAddresses(String text) {
    Set<String> addresses = new LinkedHashSet<>();
    for (String item : items(text)) {
      addresses.add(parseAddress(item));
    }
    return addresses;
  }

  /** Does not look up names: trust must not depend on the answer of a name server. */
  private static String parseAddress(String text) {
    try {
      return AddressRange.parse(text).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no list of IP addresses; give some such as 127.0.0.1,::1,10.0.0.0/8", e);
    }
  }

  private static Set<String> items(String text) {
    Set<String> items = new LinkedHashSet<>();
    Arrays.stream(text.split(","))
        .map(item -> item.strip().toLowerCase(Locale.ROOT))
        .filter(item -> !item.isEmpty())
        .forEach(items::add);
    return items;
  }

  private static int parseInt(String text, int min, int max, String reason) {
    return parseWithin(text, Integer::valueOf, min, max, reason);
  }

  private static <T extends Comparable<T>> T parseWithin(
      String text, Function<String, T> parse, T min, T max, String reason) {
    try {
      T value = parse.apply(text);
      if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
        return value;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reason, e);
    }
    throw new IllegalArgumentException(reason);
  }
}
