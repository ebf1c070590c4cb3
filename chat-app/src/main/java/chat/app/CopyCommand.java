package chat.app;

import chat.core.file.FileStore;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.TranscriptImport;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.files.store.DirectoryFileStore;
import chat.web.ChatServer;
import chat.web.config.ServerSecrets;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Copies a data directory into a database, so that open pages resume across the move. */
final class CopyCommand {
  static final String NAME = "copy";

  /** 1,000 entries at once, which are some megabytes at most. */
  private static final int BATCH = 1_000;

  private final Map<String, String> environment;
  private final List<TranscriptProvider> providers;
  private final PrintStream output;
  private String data = "";
  private String to = "";

  CopyCommand(
      Map<String, String> environment, List<TranscriptProvider> providers, PrintStream output) {
    this.environment = environment;
    this.providers = providers;
    this.output = output;
  }

  /**
   * Copies, or prints the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   */
  void run(String... arguments) throws InvalidSettingException {
    var commandLine = new CommandLine(command());
    try {
      if (CommandLine.printHelpIfRequested(commandLine.parseArgs(arguments))) {
        return;
      }
    } catch (ParameterException e) {
      throw new InvalidSettingException(e.getMessage() + "; see copy --help.");
    }
    Location target =
        Settings.database("--to", to, environment)
            .orElseThrow(() ->
                new InvalidSettingException("--to: give the URL of the database to copy to."));
    Path directory = source();
    DataDirectory opened = DataDirectory.open(directory);
    try (TranscriptImport copy = startImport(target);
        Transcripts logs = open(directory);
        FileStore files = new DirectoryFileStore(opened.files(), InstantSource.system())) {
      logs.awaitOpen();
      copySecrets(opened, copy);
      copy(logs, files, copy);
    }
  }

  private CommandSpec command() {
    CommandSpec command = CommandSpec.create().name("chat " + NAME).interpolateVariables(false);
    var options = new OptionSet(command);
    options.add(
        "to",
        ValueType.text("URL"),
        "",
        "The database to copy to (postgresql://user@host/name), which has no message yet."
            + " Its password: CHAT_DATABASE_PASSWORD.",
        url -> to = url);
    options.add(
        "data",
        ValueType.text("DIR"),
        "",
        "The data directory to copy. Default: as for the server.",
        directory -> data = directory);
    command
        .addOption(
            OptionSpec.builder("--help").usageHelp(true).description("Show this help.").build())
        .usageMessage()
        .description("Copies what is kept in a data directory into a database.");
    return command;
  }

  private Path source() throws InvalidSettingException {
    Path directory =
        Settings.dataDirectory(data, environment)
            .orElseThrow(() ->
                new InvalidSettingException(
                    "--data: none keeps nothing; give the data directory."));
    if (Files.notExists(directory.resolve("chat.db"))) {
      throw new InvalidSettingException(
          "--data: there is no chat.db in "
              + directory
              + "; give the data directory of the server that is to move.");
    }
    return directory;
  }

  private TranscriptImport startImport(Location target) {
    return provider(target)
        .flatMap(provider -> provider.startImport(target))
        .orElseThrow(() ->
            new OpenException(
                "--to: nothing can be copied there; give a URL such as postgresql://chat@db.example/chat.",
                null));
  }

  private Transcripts open(Path directory) {
    var location = new Location(directory.toUri(), Optional.empty());
    return provider(location).orElseThrow().open(location, InstantSource.system());
  }

  private Optional<TranscriptProvider> provider(Location location) {
    return providers.stream().filter(provider -> provider.opens(location.uri())).findFirst();
  }

  private static void copySecrets(DataDirectory files, TranscriptImport copy)
      throws InvalidSettingException {
    DataDirectory.OwnerKey ownerKey = files.ownerKey();
    var secrets =
        new ServerSecrets(
            files.cookieKeys(),
            ownerKey.key(),
            Optional.of(files.bans()),
            Optional.of(files.slowRooms()),
            Optional.of(files.roomsWithoutPins()),
            Optional.of(files.signOuts()),
            Optional.of(files.programs()));
    copy.addKeys(
        secrets.cookieKeys().stream().map(Base64.getEncoder()::encodeToString).toList(),
        ownerKey.isNew() ? Optional.empty() : Optional.of(ownerKey.key()));
    copy.addRulings(ChatServer.rulings(secrets));
  }

  private void copy(Transcripts logs, FileStore store, TranscriptImport copy) {
    List<RoomName> rooms = logs.rooms();
    var files = new FileCopy(store, copy);
    long entries = 0;
    String epoch = logs.open(RoomName.LOBBY).epoch();
    for (RoomName room : rooms) {
      entries += copy(room, logs.open(room), files, copy);
    }
    logs.members().copyTo(copy.members());
    copy.commit(epoch);
    output.println(
        "Entries copied: %,d, of %,d rooms. Now start the servers with --database."
            .formatted(entries, rooms.size()));
    files.report(output);
  }

  private static long copy(RoomName room, Transcript log, FileCopy files, TranscriptImport copy) {
    long last = log.before(Long.MAX_VALUE, new ReadLimit(1, Integer.MAX_VALUE)).asOf();
    for (long seq = 0; seq < last; seq += BATCH) {
      var limit = new ReadLimit(BATCH, Integer.MAX_VALUE);
      List<Entry> entries = log.after(seq, Math.min(seq + BATCH, last), limit).orElseThrow();
      copy.add(room, entries);
      files.add(entries);
    }
    return last;
  }
}
