package chat.app;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import chat.files.DiskSync;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import chat.files.store.DirectoryFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts a backup into an empty data directory. */
final class RestoreCommand {
  static final String NAME = "restore";

  private final CommandContext context;
  private String file = "";
  private String data = "";

  RestoreCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Restores a backup, or prints the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   */
  void run(String... arguments) throws InvalidSettingException {
    var line = new CommandArguments(NAME, "Puts a backup into an empty data directory.");
    line.addParameter("FILE", true, "The backup.", text -> file = text);
    line.addData(text -> data = text);
    if (!line.parse(arguments)) {
      return;
    }
    Settings settings = context.settings(data, "");
    if (settings.database().isPresent() && data.isEmpty()) {
      throw new InvalidSettingException(
          "--database: a database is restored with pg_restore; give --data for a directory.");
    }
    Path directory = CommandContext.data(settings);
    try (BackupReader backup = open()) {
      prepare(directory);
      restore(backup, directory);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "The backup %s cannot be put into %s (%s); nothing is left of it there."
              .formatted(file, directory, FileErrors.reason(e)));
    }
  }

  private BackupReader open() throws InvalidSettingException {
    try {
      Path path = Path.of(file);
      if (Files.exists(path) && !Files.isReadable(path)) {
        throw new InvalidSettingException(
            "%s cannot be read (permission denied); run this as a user that may read it, and that may write the data directory."
                .formatted(file));
      }
      return BackupReader.open(path);
    } catch (IOException e) {
      throw new InvalidSettingException(
          "%s cannot be restored (%s); give a file that chat backup has written."
              .formatted(file, FileErrors.reason(e)));
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(file + " cannot be the name of a file.");
    }
  }

  private static void prepare(Path directory) throws InvalidSettingException {
    try {
      checkEmpty(directory);
      DataDirectory.create(directory);
    } catch (IOException e) {
      throw new InvalidSettingException(notWritable(directory, e));
    }
  }

  /** The sentence about a directory that cannot be written, with what to do. */
  static String notWritable(Path directory, IOException e) {
    String remedy = "choose another directory";
    if (e instanceof AccessDeniedException) {
      remedy =
          "run this as the user of the server (sudo -u chat), to whom the directory has to belong (sudo "
              + (Files.exists(directory) ? "chown chat: " : "install -d -o chat -m 700 ")
              + directory
              + ")";
    }
    return "--data: %s cannot be written (%s); %s."
        .formatted(directory, FileErrors.reason(e), remedy);
  }

  private static void checkEmpty(Path directory) throws IOException, InvalidSettingException {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> present = Files.list(directory)) {
      if (present.findAny().isPresent()) {
        throw new InvalidSettingException(
            "--data: "
                + directory
                + " is not empty, and a restore replaces nothing; choose an empty directory, or"
                + " move away what is in this one.");
      }
    }
  }

  private void restore(BackupReader backup, Path directory) throws IOException {
    List<String> names = backup.names();
    try {
      for (String name : names) {
        write(backup, name, directory);
      }
      // Last, so that a restore that was killed leaves no log with which a server would start.
      Files.move(unfinished(directory), directory.resolve(BackupFormat.LOG), ATOMIC_MOVE);
      DiskSync.forceDirectory(directory);
    } catch (IOException | RuntimeException e) {
      // It was empty before.
      DirectoryFiles.empty(directory);
      throw e;
    }
    context.output().print("Restored into " + directory + ":\n" + backup.description());
  }

  private static Path unfinished(Path directory) {
    return directory.resolve(BackupFormat.LOG + ".new");
  }

  private static void write(BackupReader backup, String name, Path directory) throws IOException {
    Path target = name.equals(BackupFormat.LOG) ? unfinished(directory) : directory.resolve(name);
    OwnerOnly.createDirectories(target.getParent());
    Files.createFile(target, OwnerOnly.file(target));
    try (OutputStream content = Files.newOutputStream(target)) {
      backup.copy(name, content);
    }
    DiskSync.forceFile(target);
  }
}
