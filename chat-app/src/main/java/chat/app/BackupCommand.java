package chat.app;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import chat.core.log.TranscriptProvider.DatabaseCopies;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.files.DiskSync;
import chat.files.FileErrors;
import chat.files.store.DirectoryFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Writes everything in a data directory into one file, while a server may be using it. The log has
 * the state of one moment; what the server keeps beside it is copied after that.
 */
final class BackupCommand {
  static final String NAME = "backup";

  private final CommandContext context;
  private String file = "";
  private String data = "";
  private String database = "";

  BackupCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Writes a backup, or prints the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   */
  void run(String... arguments) throws InvalidSettingException {
    var line =
        new CommandArguments(
            NAME, "Writes a backup of a data directory, also while a server uses it.");
    line.addParameter("FILE", true, "The backup, which does not exist yet.", text -> file = text);
    line.addData(text -> data = text);
    line.addDatabase(text -> database = text);
    if (!line.parse(arguments)) {
      return;
    }
    Settings settings = context.settings(data, database);
    if (settings.database().isPresent()) {
      throw new InvalidSettingException(
          "--database: all that the server keeps, its keys, too, is in the database; back it up"
              + " with pg_dump --format=custom --schema=chat --file=FILE DATABASE.");
    }
    Path directory = CommandContext.existingData(settings);
    write(directory, target());
  }

  private Path target() throws InvalidSettingException {
    Path target;
    try {
      target = Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(file + " cannot be the name of a file.");
    }
    if (Files.exists(target)) {
      throw new InvalidSettingException(
          file + " exists already; a backup never replaces a file. Choose another name.");
    }
    return target;
  }

  private void write(Path directory, Path target) throws InvalidSettingException {
    try {
      // Beside the backup, because it needs as much space; for its owner alone.
      Path work = Files.createTempDirectory(target.getParent(), ".chat-backup-");
      try {
        write(directory, work, target);
      } finally {
        delete(work);
      }
    } catch (IOException e) {
      throw new InvalidSettingException(
          "The backup %s cannot be written (%s); nothing is left of it."
              .formatted(file, FileErrors.reason(e)));
    }
  }

  private void write(Path directory, Path work, Path target) throws IOException {
    DatabaseCopies databases = databases(directory, work);
    Path archive = work.resolve("archive");
    long files;
    try (var writer = new BackupWriter(archive, Instant.now(), databases.entries())) {
      for (Path copy : databases.files()) {
        writer.add(copy);
        Files.delete(copy);
      }
      addSettings(directory, writer);
      files = new DirectoryFiles(directory.resolve(BackupFormat.FILES)).visit(writer::addFile);
    }
    DiskSync.forceFile(archive);
    try (var reader = BackupReader.open(archive)) {
      reader.verify();
    }
    Files.move(archive, target, ATOMIC_MOVE);
    DiskSync.forceDirectory(target.getParent());
    context
        .output()
        .println(
            "Backup written and verified: %,d entries, %,d files, %,d bytes."
                .formatted(databases.entries(), files, Files.size(target)));
  }

  private DatabaseCopies databases(Path directory, Path work) {
    Location location = CommandContext.location(directory);
    return context
        .provider(location)
        .flatMap(provider -> provider.copyDatabases(location, work))
        .orElseThrow(() -> new OpenException("There is no log that could be copied.", null));
  }

  private static void addSettings(Path directory, BackupWriter writer) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, BackupFormat::isSetting)) {
      for (Path each : files) {
        writer.add(each);
      }
    }
  }

  private static void delete(Path work) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
    }
    Files.deleteIfExists(work);
  }
}
