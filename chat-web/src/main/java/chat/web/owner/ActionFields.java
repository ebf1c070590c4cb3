package chat.web.owner;

import chat.core.name.RoomName;
import chat.web.config.AddressRange;
import chat.web.config.Durations;
import chat.web.moderation.InvalidActionException;
import io.helidon.common.parameters.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of one of the owner's actions. A field that is missing or cannot be read throws an
 * {@link InvalidActionException} that names it.
 */
record ActionFields(Parameters form) {
  private static final Pattern MEMBER_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** In the order of a line of the log. */
  private static final List<String> NAMES =
      List.of("member", "address", "address-of", "room", "seq", "for");

  boolean has(String name) {
    return form.contains(name);
  }

  /** The id of a member. */
  String member(String name) {
    return parse(name, ActionFields::memberId);
  }

  /** An address or a range of addresses. */
  String address() {
    return parse("address", address -> AddressRange.parse(address).toString());
  }

  RoomName room() {
    return parse("room", RoomName::new);
  }

  /** The number of an entry. */
  long seq() {
    return parse("seq", ActionFields::positive);
  }

  /** The field {@code for}: {@code 30s}, {@code 10m}, {@code 1h}, {@code 7d}. */
  Duration duration() {
    return parse("for", Durations::parse);
  }

  private <T> T parse(String name, Function<String, T> parser) {
    String value = form.first(name).orElse("");
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidActionException("field-" + name);
    }
  }

  private static String memberId(String text) {
    if (!MEMBER_ID.matcher(text).matches()) {
      throw new IllegalArgumentException("no member's id");
    }
    return text;
  }

  private static long positive(String text) {
    long number = Long.parseLong(text);
    if (number < 1) {
      throw new IllegalArgumentException("no number of an entry");
    }
    return number;
  }

  /** The known fields as one line, for the log. */
  @Override
  public String toString() {
    return NAMES.stream()
        .filter(this::has)
        .map(name -> name + '=' + form.first(name).orElse(""))
        .collect(Collectors.joining(", "));
  }
}
