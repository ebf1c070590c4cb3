package chat.sqlite.db;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.core.log.TranscriptProvider.OpenException;
import chat.files.AtomicFile;
import chat.files.FileErrors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Detects that an older copy of the database was restored: a file beside the database that has its
 * epoch, its number of entries and its inode. The running server holds it locked, so that there is
 * one server for each directory; the system releases the lock when the process ends, however it
 * ends.
 *
 * <p>The file is advanced after each commit, so it is never ahead of the database that it was
 * written for. It is not forced to the disk each time: the end of the process loses nothing, and
 * after a loss of power it has a smaller number than the database, which does no harm.
 */
public final class RollbackGuard implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RollbackGuard.class.getName());
  private static final String FILE = "chat.mark";
  private static final int MAX_BYTES = 128;

  private final FileChannel channel;
  private final String found;
  private String format = "";
  private Path file;
  private long fileInode;

  private RollbackGuard(FileChannel channel, String found) {
    this.channel = channel;
    this.found = found;
  }

  /**
   * Locks the directory for this process.
   *
   * @throws OpenException when another process has it
   */
  public static RollbackGuard acquire(Path directory) {
    try {
      Path file = directory.resolve(FILE);
      var _ = new AtomicFile(file).createIfAbsent("");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(channel, directory);
        return new RollbackGuard(channel, read(channel));
      } catch (IOException | OpenException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new OpenException(
          directory
              + " cannot be used for the log ("
              + FileErrors.reason(e)
              + "); choose another with --data.",
          e);
    }
  }

  private static void lock(FileChannel channel, Path directory) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new OpenException(
          "Another server is using "
              + directory
              + "; stop that one, or choose another directory with --data.",
          null);
    }
  }

  /**
   * How many entries the database of a directory had when its file was last written, without a
   * lock; 0 when it does not say.
   */
  public static long entries(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(FILE))) {
      return entries(read(channel));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Whether a server is using a directory. For a moment, none can start. */
  public static boolean isLocked(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // A read may bring less than there is.
    }
    return new String(bytes.array(), 0, bytes.position(), US_ASCII);
  }

  /** How many entries the database had when this file was last written; 0 when it does not say. */
  long entries() {
    return entries(found);
  }

  private static long entries(String found) {
    String[] parts = found.strip().split(" ", -1);
    try {
      return parts.length == 3 ? Long.parseLong(parts[1]) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * Checks that a database has at least as many entries as this file says. It has fewer when it was
   * deleted, or its journal was, or an older copy was put in its place. To go on then is for the
   * owner to decide, because what is missing may still be found.
   *
   * @throws OpenException with both numbers
   */
  public void checkNothingIsMissing(Path database, long present) {
    if (entries() > present) {
      throw new OpenException(
          "The log %s has %,d entries, and there were %,d, as %s says. Put back the file, with its -wal; or delete %s to go on without those that are missing."
              .formatted(database, present, entries(), FILE, database.resolveSibling(FILE)),
          null);
    }
  }

  /**
   * Whether a database is the one that this file was last written for: the same epoch, at least as
   * many entries, and the same inode; a directory that is unpacked from a backup has other inodes.
   */
  boolean matches(String epoch, long entries, Path database) {
    String[] parts = found.strip().split(" ", -1);
    try {
      return parts.length == 3
          && parts[0].equals(epoch)
          && Long.parseLong(parts[1]) <= entries
          && Long.parseLong(parts[2]) == inode(database);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Writes the file for this database; it is on the disk when this returns. */
  void begin(String epoch, long entries, Path database) throws IOException {
    file = database;
    fileInode = inode(database);
    format = epoch + " %019d " + fileInode + "\n";
    write(entries);
    channel.truncate(format.formatted(entries).length());
    channel.force(true);
  }

  /**
   * Checks that the database is still in its directory. SQLite goes on with a file that was deleted
   * or moved, and what it writes then is lost, or missed by a copy that was put in its place.
   *
   * @throws LogStateException when the file is gone, or is another one
   */
  void checkFile() throws LogStateException {
    if (!Files.exists(file) || inode(file) != fileInode) {
      throw new LogStateException("the log is no longer in its directory");
    }
  }

  /** Writes how many entries are committed. */
  void advance(long entries) throws IOException {
    write(entries);
  }

  private void write(long entries) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(format.formatted(entries).getBytes(US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  /** The number of a file in its file system; 0 where it has none. */
  private static long inode(Path file) {
    try {
      return Files.getAttribute(file, "unix:ino") instanceof Long number ? number : 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return 0;
    }
  }

  /** Releases the directory; a second call does nothing. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the mark beside the log could not be closed", e);
    }
  }
}
