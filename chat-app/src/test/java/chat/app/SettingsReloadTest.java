package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.config.WebSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload applies what needs no restart, names the rest, and does nothing with wrong settings. */
class SettingsReloadTest {
  private static final Logger LOGGER = Logger.getLogger(SettingsReload.class.getName());

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private final List<WebSettings> applied = new ArrayList<>();

  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(record.getLevel() + " " + record.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    Logging.setFormat(LogFormat.TEXT);
  }

  private SettingsReload started(String yaml, String... flags) throws Exception {
    write(yaml);
    SettingsReload.Source source = () -> Settings.read(flags, Map.of(), folder);
    return new SettingsReload(source, source.read().orElseThrow());
  }

  private void write(String yaml) throws Exception {
    Files.writeString(folder.resolve("chat.yaml"), yaml);
  }

  @Test
  void appliesWhatHasChanged() throws Exception {
    SettingsReload reload = started("message-rate: 1\n", "--port", "8000");
    write("message-rate: 7\norigins: https://chat.example\n");
    reload.run(applied::add);
    assertThat(applied).hasSize(1);
    assertThat(applied.getFirst().messages().perSecond()).hasValue(7.0);
    assertThat(applied.getFirst().listener().origins()).containsExactly("https://chat.example");
    assertThat(lines).containsExactly("INFO the settings were read again");
  }

  @Test
  void changesTheFormatOfTheLog() throws Exception {
    SettingsReload reload = started("");
    LogRecord record = new LogRecord(Level.INFO, "hello");
    assertThat(Logging.line(record)).doesNotStartWith("{");
    write("log-format: json\n");
    reload.run(applied::add);
    assertThat(Logging.line(record)).startsWith("{\"time\":");
  }

  @Test
  void namesWhatNeedsARestartForAsLongAsItDoes() throws Exception {
    SettingsReload reload = started("rooms: 5\nmessage-rate: 1\n");
    write("rooms: 6\nport: 8000\nmessage-rate: 2\n");
    String sentence = "INFO the settings were read again; a restart is needed for --port, --rooms";
    reload.run(applied::add);
    reload.run(applied::add);
    assertThat(lines).containsExactly(sentence, sentence);
    write("rooms: 5\n");
    reload.run(applied::add);
    assertThat(lines).last().isEqualTo("INFO the settings were read again");
  }

  @Test
  void aWrongSettingChangesNothing() throws Exception {
    SettingsReload reload = started("message-rate: 1\n");
    write("message-rate: 2\nrooms: many\n");
    reload.run(applied::add);
    assertThat(applied).isEmpty();
    assertThat(lines).hasSize(1).first().asString().startsWith("WARNING ").contains("rooms");
  }

  @Test
  void theManualListsTheOptionsThatNeedNoRestart() throws Exception {
    String paragraph =
        Files.readString(Path.of("MANUAL.md"))
            .lines()
            .filter(line -> line.contains("apply at once"))
            .findFirst()
            .orElseThrow();
    Set<String> listed =
        Pattern.compile("`--([a-z-]+)`")
            .matcher(paragraph)
            .results()
            .map(option -> option.group(1))
            .collect(Collectors.toSet());
    assertThat(listed).isEqualTo(SettingsReload.WITHOUT_RESTART);
    var options = new OptionSet(Settings.command());
    var _ = new ServerOptions(options);
    assertThat(options.values().keySet()).containsAll(listed);
  }
}
