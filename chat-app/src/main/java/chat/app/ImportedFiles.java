package chat.app;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.log.Entry;
import chat.core.name.RoomName;
import chat.files.TemporaryFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Puts the files of an import into a store, from the folder of an export. Each gets a new id,
 * because the room of the export may be in the same log. Without the import of their messages they
 * are unused, and the server erases them after an hour.
 */
final class ImportedFiles {
  private static final Pattern TYPE = Pattern.compile("[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}");

  private final Path folder;
  private final RoomName room;
  private final Map<FileId, FileId> ids = new HashMap<>();
  private long imported;

  ImportedFiles(Path folder, RoomName room) {
    this.folder = folder;
    this.room = room;
  }

  /**
   * Puts the files of some entries into a store.
   *
   * @param temporary has a copy of a file on its way
   */
  void add(List<Entry> entries, FileStore store, TemporaryFolder temporary) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Said said) {
        said.files().forEach(file -> add(file, said.by().id(), store, temporary));
      }
    }
  }

  private void add(Attachment file, String member, FileStore store, TemporaryFolder temporary) {
    Path bytes = folder.resolve(file.id().value());
    var upload = Upload.begun(room, member, file.name(), file.size());
    ids.put(file.id(), upload.id());
    try {
      if (Files.isRegularFile(bytes) && Files.size(bytes) == file.size()) {
        Path copy = Files.copy(bytes, temporary.path().resolve(upload.id().value()));
        store.begin(upload);
        store.complete(stored(file, upload), copy);
        Files.deleteIfExists(copy);
        imported++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static StoredFile stored(Attachment file, Upload upload) {
    boolean isType = TYPE.matcher(file.type()).matches();
    return new StoredFile(
        upload.id(),
        upload.room(),
        upload.memberId(),
        file.name(),
        isType ? file.type() : "application/octet-stream",
        file.size(),
        file.width(),
        file.height());
  }

  /** The entries with the new ids of their files. */
  List<Entry> renamed(List<Entry> entries) {
    return entries.stream().map(this::renamed).toList();
  }

  private Entry renamed(Entry entry) {
    return entry instanceof Entry.Said said && !said.files().isEmpty()
        ? new Entry.Said(
            said.seq(),
            said.at(),
            said.by(),
            said.id(),
            said.text(),
            said.replyTo(),
            said.deleted(),
            said.files().stream().map(this::renamed).toList())
        : entry;
  }

  private Attachment renamed(Attachment file) {
    FileId id = ids.getOrDefault(file.id(), file.id());
    return new Attachment(
        id, file.name(), file.type(), file.size(), file.width(), file.height(), file.alt());
  }

  void report(PrintStream output) {
    output.println("Files imported: %,d; missing: %,d.".formatted(imported, ids.size() - imported));
  }
}
