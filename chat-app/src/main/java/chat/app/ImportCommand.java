package chat.app;

import chat.core.log.RoomImport;
import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.name.RoomName;
import chat.files.FileErrors;
import chat.web.export.ExportReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Puts an export into a room in which nothing was said: all of it, or nothing. */
final class ImportCommand {
  static final String NAME = "import";

  private final CommandContext context;
  private String file = "";
  private String room = "";
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
    line.addData(text -> data = text);
    line.addDatabase(text -> database = text);
    if (line.parse(arguments)) {
      RoomName name = CommandContext.room(room);
      Settings settings = context.settings(data, database);
      Location location =
          settings.database().isPresent()
              ? settings.database().get()
              : CommandContext.location(CommandContext.existingData(settings));
      run(name, location);
    }
  }

  private void run(RoomName name, Location location) throws InvalidSettingException {
    try (InputStream export = Files.newInputStream(Path.of(file));
        RoomImport target = start(name, location)) {
      long entries = new ExportReader(export).read(target::add);
      target.commit();
      context.output().println("Entries imported: %,d.".formatted(entries));
    } catch (IOException e) {
      throw new InvalidSettingException(
          file + " cannot be imported (" + FileErrors.reason(e) + "); nothing of it is kept.");
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(file + " cannot be the name of a file.");
    }
  }

  private RoomImport start(RoomName name, Location location) {
    return context
        .provider(location)
        .flatMap(provider -> provider.startImport(location, name))
        .orElseThrow(() ->
            new OpenException(
                "--database: nothing can be imported into a log of this kind.", null));
  }
}
