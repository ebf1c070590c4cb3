package chat.app;

import chat.core.file.FileStore;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.name.InvalidNameException;
import chat.core.name.RoomName;
import chat.files.store.DirectoryFileStore;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings of a command beside the server.
 *
 * @param environment the variables of the process
 * @param directory the one in which {@code chat.yaml} may be
 * @param providers those of durable logs
 */
record CommandContext(
    Map<String, String> environment,
    Path directory,
    List<TranscriptProvider> providers,
    PrintStream output) {

  /**
   * The settings of the server.
   *
   * @param data the data directory as it was written; empty: as for the server
   * @param database the same of the database
   */
  Settings settings(String data, String database) throws InvalidSettingException {
    List<String> flags = new ArrayList<>();
    if (!data.isEmpty()) {
      flags.addAll(List.of("--data", data));
    }
    if (!database.isEmpty()) {
      flags.addAll(List.of("--database", database));
    }
    return Settings.read(flags.toArray(String[]::new), environment, directory).orElseThrow();
  }

  /** The data directory of these settings, which has to have a log. */
  static Path existingData(Settings settings) throws InvalidSettingException {
    Path directory = data(settings);
    Path log = directory.resolve("chat.db");
    if (Files.notExists(log)) {
      throw new InvalidSettingException(
          "--data: there is no chat.db in " + directory + "; give the data directory of a server.");
    }
    if (!Files.isReadable(log)) {
      throw new InvalidSettingException(
          "--data: %s cannot be read (permission denied); run this as the server's user (sudo -u chat)."
              .formatted(directory));
    }
    return directory;
  }

  /** The data directory of these settings. */
  static Path data(Settings settings) throws InvalidSettingException {
    return settings
        .data()
        .orElseThrow(() ->
            new InvalidSettingException("--data: none keeps nothing; give the data directory."));
  }

  /** A room as it was written. */
  static RoomName room(String written) throws InvalidSettingException {
    try {
      return new RoomName(written);
    } catch (InvalidNameException e) {
      throw new InvalidSettingException(
          "--room: \"" + written + "\" is no name of a room; give one such as lobby.");
    }
  }

  /** A folder as it was written. */
  static Path folder(String option, String written) throws InvalidSettingException {
    try {
      return Path.of(written);
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(option + ": this cannot be the name of a folder.");
    }
  }

  /** The files that members have sent, in a data directory. */
  static FileStore files(Path directory) {
    return new DirectoryFileStore(directory.resolve(DataDirectory.FILES), InstantSource.system());
  }

  /** The location of the logs in a data directory. */
  static Location location(Path directory) {
    return new Location(directory.toUri(), Optional.empty());
  }

  Optional<TranscriptProvider> provider(Location location) {
    return providers.stream().filter(provider -> provider.opens(location.uri())).findFirst();
  }
}
