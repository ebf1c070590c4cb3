package chat.app;

import chat.core.log.TranscriptProvider.Location;
import chat.web.config.BuildInfo;
import chat.web.config.WebSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * The settings of the process: from flags, else the environment, else {@code chat.yaml} in the
 * current directory, else the defaults.
 *
 * @param data the directory that keeps everything; empty: nothing is kept
 * @param database keeps everything instead of the directory; empty: the directory does
 * @param options the value of each option by its name
 */
record Settings(
    WebSettings web,
    Optional<Path> data,
    Optional<Location> database,
    LogFormat logFormat,
    Map<String, Object> options) {
  /** Not an option, because the arguments of a process can be read by others. */
  private static final String DATABASE_PASSWORD = "CHAT_DATABASE_PASSWORD";

  /**
   * Reads the settings, or prints the help or the version.
   *
   * @param arguments the command line
   * @param directory the one in which {@code chat.yaml} may be
   * @return empty when the help or the version was printed
   * @throws InvalidSettingException with a sentence for the owner
   */
  static Optional<Settings> read(
      String[] arguments, Map<String, String> environment, Path directory)
      throws InvalidSettingException {
    CommandSpec command = command();
    var set = new OptionSet(command);
    var options = new ServerOptions(set);
    var configured = new ConfiguredValues(environment, directory);
    var commandLine = new CommandLine(command.defaultValueProvider(configured));
    try {
      if (CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments))) {
        return Optional.empty();
      }
    } catch (ParameterException e) {
      throw new InvalidSettingException(sentence(e, configured));
    }
    ProcessOptions process = options.process();
    Optional<Path> data = dataDirectory(process.data(), environment);
    Optional<Location> database = database("--database", process.database(), environment);
    return Optional.of(
        new Settings(options.web(), data, database, process.logFormat(), set.values()));
  }

  /** The URL is not shown, because it may have a password by mistake. */
  static Optional<Location> database(String option, String written, Map<String, String> environment)
      throws InvalidSettingException {
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<String> password = Optional.ofNullable(environment.get(DATABASE_PASSWORD));
      return Optional.of(new Location(new URI(written), password));
    } catch (URISyntaxException e) {
      throw new InvalidSettingException(
          option + ": this is no URL; give one such as postgresql://chat@db.example/chat.");
    }
  }

  /** The command line without the options of the server. */
  static CommandSpec command() {
    CommandSpec command = CommandSpec.create().name("chat");
    command
        // A value is what was written, with a dollar sign, too.
        .interpolateVariables(false)
        .versionProvider(() -> new String[] {"chat " + BuildInfo.current()})
        .addOption(
            OptionSpec.builder("--help").usageHelp(true).description("Show this help.").build())
        .addOption(
            OptionSpec.builder("--version")
                .versionHelp(true)
                .description("Show the version.")
                .build())
        .usageMessage()
        .description("A room to talk in, on the web, for anybody who has a link and a nickname.")
        .footer(
            "",
            "Each can also be given in the environment (CHAT_PORT=8080) or in "
                + ConfiguredValues.FILE,
            "in the current directory (port: 8080); a flag counts before the environment,",
            "the environment before the file.",
            "",
            "Commands, each with --help:",
            "  chat backup FILE      writes a backup of a data directory",
            "  chat restore FILE     puts a backup into an empty data directory",
            "  chat export --room R  writes what was said in a room",
            "  chat import FILE      puts such an export into an empty room",
            "  chat copy --to URL    moves a data directory into a database",
            "  chat doctor URL       checks the data and the way to the server");
    return command;
  }

  private static String sentence(ParameterException e, ConfiguredValues configured) {
    return switch (e.getCause()) {
      case InvalidSettingException file -> file.getMessage();
      case IllegalArgumentException reason when e.getArgSpec() != null ->
          "%s: \"%s\" is %s."
              .formatted(configured.source(e.getArgSpec()), e.getValue(), reason.getMessage());
      case null, default -> e.getMessage() + "; see --help.";
    };
  }

  static Optional<Path> dataDirectory(String written, Map<String, String> environment)
      throws InvalidSettingException {
    if (written.equals("none")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          written.isEmpty() ? dataHome(environment).resolve("chat") : Path.of(written));
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(
          "--data: this directory cannot be named in the locale of the process; set LC_ALL=C.UTF-8, or choose another.");
    }
  }

  /** A relative path is to be ignored, says the XDG Base Directory Specification. */
  private static Path dataHome(Map<String, String> environment) {
    Path shared = Path.of(environment.getOrDefault("XDG_DATA_HOME", ""));
    return shared.isAbsolute()
        ? shared
        : Path.of(System.getProperty("user.home"), ".local", "share");
  }
}
