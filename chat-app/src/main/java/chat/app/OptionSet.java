package chat.app;

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

  OptionSet(CommandSpec command) {
    this.command = command;
  }

  /** Adds an option that sets a setting, to its default if the option is given nowhere. */
  <T> void add(
      String name, ValueType<T> type, T byDefault, String description, Consumer<T> setting) {
    String defaultText = type.format().apply(byDefault);
    boolean isSwitch = type.equals(ValueType.SWITCH);
    OptionSpec.Builder option =
        OptionSpec.builder("--" + name)
            .type(Object.class)
            .converters(text -> type.parse().apply(text))
            .setter(new Setter<>(setting))
            .hasInitialValue(false)
            .arity(isSwitch ? "0..1" : "1")
            .fallbackValue(isSwitch ? "true" : "")
            .paramLabel(type.label());
    command.addOption(
        defaultText.isEmpty()
            ? option.description(escaped(description)).build()
            : option
                .defaultValue(defaultText)
                .description(escaped(description) + " Default: " + defaultText + '.')
                .build());
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
