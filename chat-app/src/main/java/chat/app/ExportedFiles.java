package chat.app;

import chat.core.file.Attachment;
import chat.core.file.FileStore;
import chat.files.OwnerOnly;
import chat.web.export.RoomExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Writes the files of an export into a new folder, each under its id. One that is not there any
 * more, because its message was deleted meanwhile, is left out.
 */
final class ExportedFiles {
  private final FileStore store;
  private final Path folder;
  private long written;
  private long missing;

  /**
   * Creates the folder.
   *
   * @throws FileAlreadyExistsException when it exists
   */
  ExportedFiles(FileStore store, Path folder) throws IOException {
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    this.store = store;
    this.folder = OwnerOnly.createDirectories(folder);
  }

  void add(RoomExport export) throws IOException {
    export.visitFiles(this::add);
  }

  private void add(Attachment file) throws IOException {
    Path target = folder.resolve(file.id().value());
    try (InputStream bytes = store.open(file.id(), 0);
        OutputStream out =
            Files.newOutputStream(Files.createFile(target, OwnerOnly.file(target)))) {
      bytes.transferTo(out);
      written++;
    } catch (NoSuchFileException e) {
      missing++;
    }
  }

  void report(PrintStream output) {
    output.println("Files written: %,d; no longer there: %,d.".formatted(written, missing));
  }
}
