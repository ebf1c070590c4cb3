package chat.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A folder of one process in a directory for temporary files. The process holds a lock on a file
 * beside it, so that a later process can delete the folders of those that were killed.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(TemporaryFolder.class.getName());
  private static final String LOCK = ".lock";
  private static final Pattern LOCK_FILE = Pattern.compile("chat-[0-9a-f-]{36}\\.lock");

  private final Path path;
  // Empty where the directory cannot be written; then there is nothing to delete either.
  private final Optional<FileLock> lock;

  private TemporaryFolder(Path path, Optional<FileLock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Takes a new name in a directory; the folder itself is created by its users. */
  public static TemporaryFolder in(Path parent) {
    Path path = parent.resolve("chat-" + UUID.randomUUID());
    try {
      return new TemporaryFolder(path, Optional.of(lock(lockFile(path))));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "{0} cannot be written ({1}); files that members send need it",
          parent,
          FileErrors.reason(e));
      return new TemporaryFolder(path, Optional.empty());
    }
  }

  private static Path lockFile(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }

  @SuppressWarnings("resource") // The lock owns its channel.
  private static FileLock lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.file(file));
    try {
      return channel.lock();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  public Path path() {
    return path;
  }

  /** Deletes the folders beside this one that processes of the same user have left behind. */
  public void deleteAbandoned() {
    if (lock.isEmpty()) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(path.getParent(), TemporaryFolder::isLockFile)) {
      for (Path file : files) {
        // Never its own one: to close a file ends all locks that the process has on it.
        if (!file.equals(lockFile(path))) {
          deleteIfAbandoned(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.DEBUG, "the directory for temporary files cannot be read", e);
    }
  }

  private static boolean isLockFile(Path file) {
    return LOCK_FILE.matcher(file.getFileName().toString()).matches();
  }

  private void deleteIfAbandoned(Path file) {
    try {
      if (!isOurs(file)) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, NOFOLLOW_LINKS);
          FileLock taken = channel.tryLock()) {
        if (taken != null) {
          delete(folder(file));
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a folder that was left behind cannot be deleted", e);
    }
  }

  private static Path folder(Path lockFile) {
    String name = lockFile.getFileName().toString();
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  /** Whether a file is of this user, so that nobody else has chosen what is deleted. */
  private boolean isOurs(Path file) throws IOException {
    return Files.getOwner(file, NOFOLLOW_LINKS)
        .equals(Files.getOwner(lockFile(path), NOFOLLOW_LINKS));
  }

  private void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder, NOFOLLOW_LINKS) || !isOurs(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Deletes the folder with everything in it. */
  @Override
  public void close() {
    if (lock.isEmpty()) {
      return;
    }
    try (var _ = lock.get().acquiredBy()) {
      delete(path);
      Files.deleteIfExists(lockFile(path));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be deleted ({1})", path, FileErrors.reason(e));
    }
  }
}
