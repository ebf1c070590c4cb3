package chat.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;

/**
 * A small text file with owner-only permissions that is created or replaced atomically: readers,
 * and the next start after a crash or a loss of power, find the old content or the new one, never a
 * part of it.
 *
 * <p>The content is written to a temporary file in the same directory and forced to the disk; then
 * the file gets its name, and the directory is forced to the disk.
 */
public final class AtomicFile {
  /**
   * A write takes milliseconds: a temporary file this much older than a new one was left behind.
   */
  static final Duration ABANDONED = Duration.ofMinutes(10);

  private static final String TEMPORARY = ".new";

  private final Path path;
  private final Disk disk;

  /** The file need not exist, its directory has to. */
  public AtomicFile(Path path) {
    this(path, new Disk() {});
  }

  AtomicFile(Path path, Disk disk) {
    this.path = path;
    this.disk = disk;
  }

  /** The system calls that a test replaces: syncs and links. */
  interface Disk extends DiskSync.Force {
    @Override
    default void force(Path path, FileChannel channel) throws IOException {
      channel.force(true);
    }

    default void link(Path path, Path existing) throws IOException {
      Files.createLink(path, existing);
    }
  }

  /** The path of the file. */
  public Path path() {
    return path;
  }

  /** Replaces the content, or creates the file; returns when it is on the disk. */
  public void replace(String content) throws IOException {
    Path temporary = writeTemporary(content);
    try {
      Files.move(temporary, path, ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory();
  }

  /**
   * Creates the file where there is none; returns when it is on the disk. Of two processes that do
   * so at once, one creates the file and the other one finds it.
   *
   * @return false when the file existed; it is not changed then
   */
  public boolean createIfAbsent(String content) throws IOException {
    if (Files.exists(path)) {
      return false;
    }
    Path temporary = writeTemporary(content);
    try {
      link(temporary);
    } catch (FileAlreadyExistsException e) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceDirectory();
    return true;
  }

  /** A hard link fails where the name exists, which no other operation does atomically. */
  private void link(Path temporary) throws IOException {
    try {
      disk.link(path, temporary);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      // A file system without hard links, such as FAT: the check for the name comes first then, and
      // only two first starts at the same moment could both pass it.
      Files.move(temporary, path);
    }
  }

  private Path writeTemporary(String content) throws IOException {
    Path temporary =
        Files.createTempFile(
            directory(), path.getFileName() + ".", TEMPORARY, OwnerOnly.file(path));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      disk.force(temporary, channel);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    deleteAbandoned(temporary);
    return temporary;
  }

  /** Deletes the temporary files of processes that were killed while they wrote. */
  private void deleteAbandoned(Path temporary) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory(), this::isTemporary)) {
      FileTime now = Files.getLastModifiedTime(temporary);
      FileTime limit = FileTime.from(now.toInstant().minus(ABANDONED));
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          Files.delete(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Nothing depends on them, and another process may have deleted or renamed them first.
    }
  }

  private boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(path.getFileName() + ".") && name.endsWith(TEMPORARY);
  }

  /** After a loss of power the directory has the new name. */
  private void forceDirectory() throws IOException {
    DiskSync.forceDirectory(directory(), disk);
  }

  private Path directory() {
    return path.toAbsolutePath().getParent();
  }
}
