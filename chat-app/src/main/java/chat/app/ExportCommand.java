package chat.app;

import chat.core.file.FileStore;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import chat.files.TemporaryFolder;
import chat.web.export.ExportFormat;
import chat.web.export.RoomExport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Writes what was said in a room, also while a server uses the log. */
final class ExportCommand {
  static final String NAME = "export";

  private final CommandContext context;
  private String room = "";
  private String format = "";
  private String output = "";
  private String files = "";
  private String data = "";
  private String database = "";

  ExportCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Exports, or prints the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   */
  void run(String... arguments) throws InvalidSettingException {
    var line = new CommandArguments(NAME, "Writes what was said in a room.");
    line.options().add("room", ValueType.text("ROOM"), "", "The room.", name -> room = name);
    line.options()
        .add(
            "format",
            ValueType.text("jsonl|html|text"),
            ExportFormat.JSONL.label(),
            "The format; jsonl can be imported.",
            name -> format = name);
    line.options()
        .add(
            "output",
            ValueType.text("FILE"),
            "",
            "Write to this file, which does not exist yet, instead of the standard output.",
            file -> output = file);
    line.options()
        .add(
            "files",
            ValueType.text("DIR"),
            "",
            "Write the files of the messages into this folder, which does not exist yet.",
            folder -> files = folder);
    line.addData(text -> data = text);
    line.addDatabase(text -> database = text);
    if (line.parse(arguments)) {
      RoomName name = CommandContext.room(room);
      ExportFormat wanted =
          ExportFormat.of(format)
              .orElseThrow(() ->
                  new InvalidSettingException(
                      "--format: \"" + format + "\" is none; give jsonl, html or text."));
      export(name, wanted, context.settings(data, database));
    }
  }

  private void export(RoomName name, ExportFormat wanted, Settings settings)
      throws InvalidSettingException {
    try {
      if (settings.database().isPresent()) {
        export(name, wanted, settings.database().get(), Transcripts::files);
      } else {
        exportCopy(name, wanted, CommandContext.existingData(settings));
      }
    } catch (IOException e) {
      throw new InvalidSettingException(
          "The export cannot be written (%s).".formatted(FileErrors.reason(e)));
    }
  }

  /** A server may be using the directory. */
  private void exportCopy(RoomName name, ExportFormat wanted, Path directory)
      throws IOException, InvalidSettingException {
    // One that was killed leaves its copy to be deleted by the next one, or by a server.
    try (var temporary = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      temporary.deleteAbandoned();
      OwnerOnly.createDirectories(temporary.path());
      Location location = CommandContext.location(directory);
      var _ = provider(location).copyDatabases(location, temporary.path()).orElseThrow();
      // Those of the directory itself, because a file never changes.
      try (FileStore store = CommandContext.files(directory)) {
        export(name, wanted, CommandContext.location(temporary.path()), logs -> Optional.of(store));
      }
    }
  }

  private TranscriptProvider provider(Location location) {
    return context
        .provider(location)
        .orElseThrow(() -> new OpenException("--database: there is no log of this kind.", null));
  }

  private void export(
      RoomName name,
      ExportFormat wanted,
      Location location,
      Function<Transcripts, Optional<FileStore>> store)
      throws IOException, InvalidSettingException {
    try (Transcripts logs = provider(location).open(location, InstantSource.system())) {
      logs.awaitOpen();
      var export = new RoomExport(name, logs.open(name));
      if (export.isEmpty()) {
        throw new InvalidSettingException("--room: nothing was said in a room of this name.");
      }
      write(export, wanted);
      if (!files.isEmpty()) {
        writeFiles(export, store.apply(logs).orElseThrow());
      }
    }
  }

  private void write(RoomExport export, ExportFormat wanted)
      throws IOException, InvalidSettingException {
    if (output.isEmpty()) {
      export.write(wanted, Instant.now(), context.output());
      context.output().flush();
      return;
    }
    Path file = newFile();
    try (OutputStream out = Files.newOutputStream(file)) {
      export.write(wanted, Instant.now(), out);
    }
  }

  private void writeFiles(RoomExport export, FileStore store)
      throws IOException, InvalidSettingException {
    try {
      var written = new ExportedFiles(store, CommandContext.folder("--files", files));
      written.add(export);
      if (!output.isEmpty()) {
        written.report(context.output());
      }
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSettingException("--files: " + files + " exists already.");
    }
  }

  private Path newFile() throws IOException, InvalidSettingException {
    try {
      Path file = Path.of(output);
      return Files.createFile(file, OwnerOnly.file(file));
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSettingException("--output: " + output + " exists already.");
    } catch (InvalidPathException e) {
      throw new InvalidSettingException("--output: this cannot be the name of a file.");
    }
  }
}
