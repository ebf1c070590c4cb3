package chat.app;

import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import io.helidon.config.ConfigSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The values of options that are not on the command line: from the environment ({@code CHAT_NAME}),
 * else from {@code chat.yaml} ({@code name:}).
 */
final class ConfiguredValues implements IDefaultValueProvider {
  static final String FILE = "chat.yaml";

  private final Map<String, String> environment;
  private final Path file;

  /** The sources of the values that were returned, by the names of their options. */
  private final Map<String, String> sources = new HashMap<>();

  private Map<String, String> yaml;

  /**
   * Reads nothing yet.
   *
   * @param directory the one in which {@code chat.yaml} may be
   */
  ConfiguredValues(Map<String, String> environment, Path directory) {
    this.environment = environment;
    file = directory.resolve(FILE);
  }

  @Override
  public String defaultValue(ArgSpec argument) throws InvalidSettingException {
    // The help has to be printed even if the environment or the file is wrong.
    if (isInformation(argument) || isInformationRequested(argument.command())) {
      return null;
    }
    if (yaml == null) {
      yaml = read(argument.command());
    }
    String flag = flag(argument);
    String name = flag.substring("--".length());
    String variable = "CHAT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    if (environment.containsKey(variable)) {
      sources.put(flag, variable);
      return environment.get(variable);
    }
    sources.put(flag, FILE + ", " + name);
    return yaml.get(name);
  }

  /** The name under which a value was written: a flag, a variable, or a key of the file. */
  String source(ArgSpec argument) {
    return sources.getOrDefault(flag(argument), flag(argument));
  }

  private Map<String, String> read(CommandSpec command) throws InvalidSettingException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, String> values;
    try {
      values = Config.just(ConfigSources.file(file)).asMap().orElse(Map.of());
    } catch (ConfigException e) {
      throw new InvalidSettingException(
          file + ": this is no YAML that can be read; please correct it.");
    }
    for (String name : values.keySet()) {
      OptionSpec option = command.findOption("--" + name);
      if (option == null || isInformation(option)) {
        throw new InvalidSettingException(
            FILE + ": there is no setting " + name + "; --help lists those that there are.");
      }
    }
    return values;
  }

  private static boolean isInformation(ArgSpec argument) {
    return argument instanceof OptionSpec option && (option.usageHelp() || option.versionHelp());
  }

  private static boolean isInformationRequested(CommandSpec command) {
    return command.commandLine().isUsageHelpRequested()
        || command.commandLine().isVersionHelpRequested();
  }

  private static String flag(ArgSpec argument) {
    return ((OptionSpec) argument).longestName();
  }
}
