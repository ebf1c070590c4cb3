package chat.app;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.log.Entry;
import chat.core.log.TranscriptImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/** Copies the files of messages, and counts them. One that is not there any more is left out. */
final class FileCopy {
  private final FileStore store;
  private final TranscriptImport copy;
  private long copied;
  private long missing;

  FileCopy(FileStore store, TranscriptImport copy) {
    this.store = store;
    this.copy = copy;
  }

  void add(List<Entry> entries) {
    for (Entry entry : entries) {
      if (entry instanceof Entry.Said said) {
        said.files().stream().map(Attachment::id).forEach(this::add);
      }
    }
  }

  private void add(FileId id) {
    Optional<StoredFile> file = store.find(id);
    if (file.isPresent() && isCopied(file.get())) {
      copied++;
    } else {
      missing++;
    }
  }

  private boolean isCopied(StoredFile file) {
    try (InputStream bytes = store.open(file.id(), 0)) {
      copy.addFile(file, bytes);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void report(PrintStream output) {
    output.println("Files copied: %,d.".formatted(copied));
    if (missing > 0) {
      output.println(
          "Files of messages that are missing in the data directory: %,d.".formatted(missing));
    }
  }
}
