package chat.app;

import chat.core.file.FileStore;
import chat.core.log.Entry;
import chat.core.log.RoomImport;
import chat.core.log.TranscriptProvider;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import chat.files.TemporaryFolder;
import chat.web.export.ExportReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Puts an export into a room in which nothing was said: all of it, or nothing. */
final class ImportCommand {
  static final String NAME = "import";

  private final CommandContext context;
  private String file = "";
  private String room = "";
  private String files = "";
  private String data = "";
  private String database = "";

  ImportCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Imports, or prints the help.
   *
   * @param arguments those after the command's name
   * @throws InvalidSettingException with a sentence for the owner
   */
  void run(String... arguments) throws InvalidSettingException {
    var line =
        new CommandArguments(
            NAME, "Puts an export in jsonl into a room in which nothing was said.");
    line.addParameter("FILE", true, "The export.", text -> file = text);
    line.options().add("room", ValueType.text("ROOM"), "", "The room.", name -> room = name);
    line.options()
        .add(
            "files",
            ValueType.text("DIR"),
            "",
            "The folder with the files of the export, which get new ids.",
            folder -> files = folder);
    line.addData(text -> data = text);
    line.addDatabase(text -> database = text);
    if (line.parse(arguments)) {
      RoomName name = CommandContext.room(room);
      Settings settings = context.settings(data, database);
      Optional<Path> directory =
          settings.database().isPresent()
              ? Optional.empty()
              : Optional.of(CommandContext.existingData(settings));
      Location location =
          directory.map(CommandContext::location).orElseGet(() -> settings.database().get());
      run(name, location, directory);
    }
  }

  private void run(RoomName name, Location location, Optional<Path> directory)
      throws InvalidSettingException {
    try {
      if (files.isEmpty()) {
        addEntries(name, location, entries -> entries);
      } else {
        start(name, location).close();
        var imported = new ImportedFiles(CommandContext.folder("--files", files), name);
        addFiles(imported, location, directory);
        addEntries(name, location, imported::renamed);
        imported.report(context.output());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidSettingException(
          file
              + " cannot be imported ("
              + FileErrors.reason(cause(e))
              + "); nothing of it is kept.");
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(file + " cannot be the name of a file.");
    }
  }

  private static IOException cause(Exception e) {
    return e instanceof UncheckedIOException unchecked ? unchecked.getCause() : (IOException) e;
  }

  private void addEntries(RoomName name, Location location, UnaryOperator<List<Entry>> change)
      throws IOException {
    try (InputStream export = Files.newInputStream(Path.of(file));
        RoomImport target = start(name, location)) {
      long entries = new ExportReader(export).read(part -> target.add(change.apply(part)));
      target.commit();
      context.output().println("Entries imported: %,d.".formatted(entries));
    }
  }

  /** All entries are checked before the first file is kept. */
  private void addFiles(ImportedFiles imported, Location location, Optional<Path> directory)
      throws IOException {
    try (InputStream export = Files.newInputStream(Path.of(file))) {
      long _ = new ExportReader(export).read(part -> {});
    }
    if (directory.isPresent()) {
      try (FileStore store = CommandContext.files(directory.get())) {
        addFiles(imported, store);
      }
      return;
    }
    try (Transcripts logs = provider(location).open(location, InstantSource.system())) {
      logs.awaitOpen();
      addFiles(imported, logs.files().orElseThrow());
    }
  }

  private void addFiles(ImportedFiles imported, FileStore store) throws IOException {
    try (var temporary = TemporaryFolder.in(Path.of(System.getProperty("java.io.tmpdir")));
        InputStream export = Files.newInputStream(Path.of(file))) {
      OwnerOnly.createDirectories(temporary.path());
      long _ = new ExportReader(export).read(part -> imported.add(part, store, temporary));
    }
  }

  private RoomImport start(RoomName name, Location location) {
    return provider(location).startImport(location, name).orElseThrow(ImportCommand::notPossible);
  }

  private TranscriptProvider provider(Location location) {
    return context.provider(location).orElseThrow(ImportCommand::notPossible);
  }

  private static OpenException notPossible() {
    return new OpenException("--database: nothing can be imported into a log of this kind.", null);
  }
}
