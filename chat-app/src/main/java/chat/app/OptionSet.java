package chat.app;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of a command.
 *
 * <p>They are declared with picocli's API and not with its annotations: to read these by reflection
 * takes five times the processor time of everything else that a start does with options.
 */
final class OptionSet {
  private final CommandSpec command;
  private final Map<String, Object> values = new HashMap<>();

  OptionSet(CommandSpec command) {
    this.command = command;
  }

  /** Adds an option that sets a setting; now it is set to its default. */
  <T> void add(
      String name, ValueType<T> type, T byDefault, String description, Consumer<T> setter) {
    Consumer<T> setting = setter.andThen(value -> values.put(name, value));
    setting.accept(byDefault);
    String defaultText = type.format().apply(byDefault);
    String implied = type.implied();
    OptionSpec.Builder option =
        OptionSpec.builder("--" + name)
            .type(Object.class)
            .converters(text -> type.parse().apply(text))
            .setter(new Setter<>(setting))
            .hasInitialValue(false)
            .arity(implied.isEmpty() ? "1" : "0..1")
            .fallbackValue(implied)
            .paramLabel(type.label());
    String defaultSentence = defaultText.isEmpty() ? "" : " Default: " + defaultText + '.';
    command.addOption(option.description(escaped(description + defaultSentence)).build());
  }

  /** The value of each option by its name, after the command line was parsed. */
  Map<String, Object> values() {
    return Map.copyOf(values);
  }

  /** Picocli takes a description as a format. */
  private static String escaped(String description) {
    return description.replace("%", "%%");
  }

  private record Setter<V>(Consumer<V> setting) implements ISetter {
    @Override
    @SuppressWarnings("unchecked") // The option's converter has made the value.
    public <T> T set(T value) {
      setting.accept((V) value);
      return null;
    }
  }
}
