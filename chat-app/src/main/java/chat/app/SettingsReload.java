package chat.app;

import chat.web.config.WebSettings;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Reads the settings again while the server runs, and applies those that need no restart. The log
 * names the others that have changed. Settings of which one is wrong change nothing.
 */
final class SettingsReload {
  private static final System.Logger LOG = System.getLogger(SettingsReload.class.getName());

  /** The options that need no restart. */
  static final Set<String> WITHOUT_RESTART =
      Set.of(
          "log-format",
          "message-burst",
          "message-rate",
          "new-connections-per-address",
          "origins",
          "searches-per-address",
          "searches-per-member",
          "sign-ins-per-address");

  private final Source source;
  private final Map<String, Object> started;

  /** Reads the settings of the process. */
  @FunctionalInterface
  interface Source {
    Optional<Settings> read() throws InvalidSettingException;
  }

  /**
   * @param started the settings that the server was started with
   */
  SettingsReload(Source source, Settings started) {
    this.source = source;
    this.started = started.options();
  }

  /**
   * Reads and applies the settings. Called one at a time.
   *
   * @param server takes the settings, and applies those that need no restart
   */
  void run(Consumer<WebSettings> server) {
    try {
      source.read().ifPresent(changed -> apply(changed, server));
    } catch (InvalidSettingException e) {
      LOG.log(Level.WARNING, "the settings stay as they are: " + e.getMessage());
    }
  }

  private void apply(Settings changed, Consumer<WebSettings> server) {
    Logging.setFormat(changed.logFormat());
    server.accept(changed.web());
    Set<String> waiting = waiting(changed.options());
    LOG.log(
        Level.INFO,
        waiting.isEmpty()
            ? "the settings were read again"
            : "the settings were read again; a restart is needed for "
                + String.join(", ", waiting));
  }

  private Set<String> waiting(Map<String, Object> changed) {
    Set<String> names = new TreeSet<>();
    changed.forEach((name, value) -> {
      if (!WITHOUT_RESTART.contains(name) && !Objects.equals(value, started.get(name))) {
        names.add("--" + name);
      }
    });
    return names;
  }
}
