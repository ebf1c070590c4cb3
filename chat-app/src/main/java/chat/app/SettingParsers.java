package chat.app;

import chat.web.config.AddressRange;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes values of what the owner wrote; each failure says what would do instead. */
final class SettingParsers {
  private static final String OFF = "off";
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private SettingParsers() {}

  static int port(String written) {
    return number(written, 0, 65_535, "no port; give a number from 0 (any free one) to 65535");
  }

  static String host(String written) {
    if (written.isBlank()) {
      throw new IllegalArgumentException("no address to listen at; give one, or 0.0.0.0 for all");
    }
    return written;
  }

  static boolean yesOrNo(String written) {
    return switch (written.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  static OptionalInt countOrOff(String written) {
    return written.equals(OFF)
        ? OptionalInt.empty()
        : OptionalInt.of(
            number(written, 1, 1_000_000, "no limit; give a number from 1, or off for none"));
  }

  static int count(String written, int most) {
    return number(written, 1, most, "no limit; give a number from 1 to " + most);
  }

  static OptionalInt countOrAuto(String written) {
    return written.equals("auto")
        ? OptionalInt.empty()
        : OptionalInt.of(number(written, 1, 10_000_000, "no limit; give a number, or auto"));
  }

  static OptionalInt portOrNone(String written) {
    return written.isEmpty() ? OptionalInt.empty() : OptionalInt.of(port(written));
  }

  static Optional<Path> file(String written) {
    return written.isEmpty() ? Optional.empty() : Optional.of(Path.of(written));
  }

  static Optional<Double> rateOrOff(String written) {
    if (written.equals(OFF)) {
      return Optional.empty();
    }
    String help = "no rate; give messages a second such as 2 or 0.5, or off for no limit";
    try {
      double rate = Double.parseDouble(written);
      if (rate > 0 && rate <= 1_000_000) {
        return Optional.of(rate);
      }
      throw new IllegalArgumentException(help);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(help, e);
    }
  }

  static Duration duration(String written) {
    Matcher parts = DURATION.matcher(written);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no duration; give one such as 500ms, 3s, 10m or 1h");
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  static Set<String> origins(String written) {
    Set<String> origins = list(written);
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

  static Set<String> addresses(String written) {
    Set<String> addresses = new LinkedHashSet<>();
    for (String address : list(written)) {
      addresses.add(address(address));
    }
    return addresses;
  }

  private static String address(String text) {
    try {
      // Names are not looked up: whom we trust must not depend on who answers for a name.
      return AddressRange.parse(text).toString();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "no list of IP addresses; give some such as 127.0.0.1,::1,10.0.0.0/8", e);
    }
  }

  private static Set<String> list(String written) {
    Set<String> items = new LinkedHashSet<>();
    Arrays.stream(written.split(","))
        .map(item -> item.strip().toLowerCase(Locale.ROOT))
        .filter(item -> !item.isEmpty())
        .forEach(items::add);
    return items;
  }

  private static int number(String written, int least, int most, String help) {
    try {
      int number = Integer.parseInt(written);
      if (number >= least && number <= most) {
        return number;
      }
      throw new IllegalArgumentException(help);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(help, e);
    }
  }
}
