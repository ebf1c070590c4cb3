package chat.files.store;

import chat.core.file.FileId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the files of a directory whose store another process may be using. Uploads and thumbnails
 * are left out: the first are begun anew, and the second made anew.
 */
public final class DirectoryFiles {
  private final Path directory;
  private final FileFolder files;

  /** Reads nothing yet; the directory need not exist. */
  public DirectoryFiles(Path directory) {
    this.directory = directory;
    files = new FileFolder(directory, InstantSource.system());
  }

  /** Takes parts of files. */
  public interface Visitor {
    /**
     * Called with the bytes of a file, and then with its record.
     *
     * @param name relative to the directory, with {@code /} between its parts
     */
    void visit(String name, InputStream content) throws IOException;
  }

  /**
   * Visits all files.
   *
   * @return how many there were
   */
  public long visit(Visitor visitor) throws IOException {
    long count = 0;
    for (Path shard : files.shards()) {
      for (FileId id : FileFolder.ids(shard)) {
        count += visit(id, visitor) ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns false for a file that was deleted meanwhile. */
  private boolean visit(FileId id, Visitor visitor) throws IOException {
    InputStream bytes;
    try {
      bytes = Files.newInputStream(files.bytes(id));
    } catch (NoSuchFileException e) {
      return false;
    }
    try (bytes;
        InputStream record = Files.newInputStream(files.record(id))) {
      visitor.visit(name(files.bytes(id)), bytes);
      visitor.visit(name(files.record(id)), record);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Those of some files that are missing or damaged. Only their records and sizes are read. */
  public Set<FileId> unusable(Collection<FileId> ids) throws IOException {
    Set<FileId> unusable = new TreeSet<>();
    for (FileId id : ids) {
      if (!isUsable(id)) {
        unusable.add(id);
      }
    }
    return unusable;
  }

  private boolean isUsable(FileId id) throws IOException {
    try {
      return files.find(id).isPresent();
    } catch (FileFolder.DamagedRecordException e) {
      return false;
    }
  }

  private String name(Path file) {
    Path relative = directory.relativize(file);
    return relative.getParent() + "/" + relative.getFileName();
  }

  /** Deletes all that is in a directory. */
  public static void empty(Path directory) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path each : all) {
        DirectoryWalk.delete(each);
      }
    }
  }
}
