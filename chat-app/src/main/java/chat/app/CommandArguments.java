package chat.app;

import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The arguments of a command beside the server: options, at most one parameter, and the help. */
final class CommandArguments {
  private final String name;
  private final CommandSpec command;
  private final OptionSet options;

  /**
   * A command line without options but the help.
   *
   * @param name the first word of the command line
   */
  CommandArguments(String name, String description) {
    this.name = name;
    command = CommandSpec.create().name("chat " + name).interpolateVariables(false);
    options = new OptionSet(command);
    command
        .addOption(
            OptionSpec.builder("--help").usageHelp(true).description("Show this help.").build())
        .usageMessage()
        .description(description);
  }

  OptionSet options() {
    return options;
  }

  /** Adds the option that names the data directory. */
  void addData(Consumer<String> setting) {
    options.add(
        "data",
        ValueType.text("DIR"),
        "",
        "The data directory. Default: as for the server.",
        setting);
  }

  /** Adds the option that names the database. */
  void addDatabase(Consumer<String> setting) {
    options.add(
        "database",
        ValueType.text("URL"),
        "",
        "The database that is used instead of a directory. Default: as for the server.",
        setting);
  }

  /** Adds an option without a value. */
  void addFlag(String name, String description, Runnable setting) {
    command.addOption(
        OptionSpec.builder("--" + name)
            .arity("0")
            .type(Boolean.class)
            .description(description)
            .setter(new Setter<>(Boolean.class, _ -> setting.run()))
            .hasInitialValue(false)
            .build());
  }

  /**
   * Adds the parameter.
   *
   * @param required whether the command cannot do without it
   */
  void addParameter(String label, boolean required, String description, Consumer<String> setting) {
    command.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity(required ? "1" : "0..1")
            .paramLabel(label)
            .type(String.class)
            .description(description)
            .setter(new Setter<>(String.class, setting))
            .build());
  }

  /** Calls a setting with a value; picocli sets null before a command line is parsed. */
  private record Setter<V>(Class<V> type, Consumer<V> setting) implements ISetter {
    @Override
    public <T> T set(T value) {
      if (type.isInstance(value)) {
        setting.accept(type.cast(value));
      }
      return null;
    }
  }

  /**
   * Parses the command line.
   *
   * @param arguments those after the command's name
   * @return false when the help was printed
   */
  boolean parse(String... arguments) throws InvalidSettingException {
    var commandLine = new CommandLine(command);
    try {
      return !CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments));
    } catch (ParameterException e) {
      throw new InvalidSettingException(e.getMessage() + "; see " + name + " --help.");
    }
  }
}
