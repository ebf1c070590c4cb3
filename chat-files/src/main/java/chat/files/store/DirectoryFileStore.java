package chat.files.store;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.FileUsage;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Files in a directory, which one process uses. Nothing is read before the first change: that walks
 * the directory once, counts the bytes, and deletes what a crash has left.
 */
public final class DirectoryFileStore implements FileStore {
  private final Path directory;
  private final InstantSource clock;
  private final boolean temporary;
  private final StoreErrors errors;
  private final StoreSize size;
  private final UploadFolder uploads;
  private final FileFolder files;
  private final IdLocks locks = new IdLocks();
  private final DamageLog damage = new DamageLog();

  /**
   * Reads nothing yet.
   *
   * @param directory need not exist
   * @param clock the time of day
   */
  public DirectoryFileStore(Path directory, InstantSource clock) {
    this(directory, clock, false);
  }

  private DirectoryFileStore(Path directory, InstantSource clock, boolean temporary) {
    this.directory = directory;
    this.clock = clock;
    this.temporary = temporary;
    errors = new StoreErrors(directory);
    uploads = new UploadFolder(directory.resolve("uploads"), clock);
    files = new FileFolder(directory, clock);
    size = new StoreSize(new DirectoryWalk(directory.resolve("temporary"), uploads, files));
  }

  /** A store in a directory of the system for such, which is deleted when the store is closed. */
  public static DirectoryFileStore temporary(InstantSource clock) {
    String name = "chat-files-" + UUID.randomUUID();
    return new DirectoryFileStore(
        Path.of(System.getProperty("java.io.tmpdir")).resolve(name), clock, true);
  }

  /** A folder for files that are on their way into the store; emptied after a restart. */
  public Path temporaryFolder() {
    return directory.resolve("temporary");
  }

  /** Changes something of one id, after the directory was walked. */
  private <T> T change(FileId id, StoreErrors.Work<T> work) {
    return errors.attempt(
        "written",
        () -> {
          size.walkOnce();
          try (var _ = locks.lock(id)) {
            return work.run();
          }
        });
  }

  private <T> T attempt(String what, StoreErrors.Work<T> work) {
    return errors.attempt(what, work);
  }

  @Override
  public void begin(Upload upload) {
    change(
        upload.id(),
        () -> {
          uploads.begin(upload);
          return size.add(upload.size());
        });
  }

  @Override
  public Optional<Upload> findUpload(FileId id) {
    return attempt("read", () -> uploads.find(id));
  }

  @Override
  public boolean append(FileId id, long offset, ByteBuffer bytes) {
    return change(
        id,
        () -> {
          Optional<Upload> upload =
              uploads
                  .find(id)
                  .filter(found ->
                      found.offset() == offset && bytes.remaining() <= found.size() - offset);
          if (upload.isPresent()) {
            uploads.append(id, offset, bytes);
          }
          return upload.isPresent();
        });
  }

  @Override
  public InputStream openUpload(FileId id) throws IOException {
    return Files.newInputStream(uploads.bytes(id));
  }

  @Override
  public Path localUpload(FileId id, Path copy) throws IOException {
    if (Files.notExists(uploads.bytes(id))) {
      throw new NoSuchFileException(id.value());
    }
    return uploads.bytes(id);
  }

  @Override
  public void complete(StoredFile file, Path content) throws IOException {
    Optional<Upload> completed =
        change(
            file.id(),
            () -> {
              Optional<Upload> upload = uploads.find(file.id());
              if (upload.isPresent()) {
                files.add(file, content);
                size.add(file.size());
                discard(upload.get());
              }
              return upload;
            });
    if (completed.isEmpty()) {
      throw new NoSuchFileException(file.id().value());
    }
  }

  private void discard(Upload upload) throws IOException {
    uploads.discard(upload.id());
    size.add(-upload.size());
  }

  @Override
  public void discard(FileId id) {
    change(id, () -> discardIf(id, true));
  }

  private boolean discardIf(FileId id, boolean condition) throws IOException {
    Optional<Upload> upload = condition ? uploads.find(id) : Optional.empty();
    if (upload.isPresent()) {
      discard(upload.get());
    }
    return upload.isPresent();
  }

  @Override
  public void discardIdleUploads(Duration idle) {
    Instant since = clock.instant().minus(idle);
    Set<FileId> ids =
        attempt(
            "read",
            () -> {
              size.walkOnce();
              return uploads.ids();
            });
    for (FileId id : ids) {
      change(id, () -> discardIf(id, uploads.isIdleSince(id, since)));
    }
  }

  @Override
  public Optional<StoredFile> find(FileId id) {
    return attempt(
        "read",
        () -> {
          try {
            return files.find(id);
          } catch (FileFolder.DamagedRecordException e) {
            damage.log(id, files.bytes(id), e.getMessage());
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<StoredFile> use(FileId id) {
    return change(
        id,
        () -> {
          Optional<StoredFile> file = find(id);
          if (file.isPresent()) {
            files.touch(id);
          }
          return file;
        });
  }

  @Override
  public InputStream open(FileId id, long offset) throws IOException {
    if (!files.contains(id)) {
      throw new NoSuchFileException(id.value());
    }
    FileChannel channel = FileChannel.open(files.bytes(id));
    try {
      return Channels.newInputStream(channel.position(offset));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Optional<byte[]> thumbnail(FileId id) {
    return attempt("read", () -> files.thumbnail(id));
  }

  @Override
  public void putThumbnail(FileId id, byte[] thumbnail) {
    change(
        id,
        () -> {
          if (files.contains(id)) {
            files.putThumbnail(id, thumbnail);
          }
          return null;
        });
  }

  @Override
  public void delete(FileId id) {
    change(id, () -> deleteIf(id, true));
  }

  private boolean deleteIf(FileId id, boolean condition) throws IOException {
    if (condition && files.contains(id)) {
      long bytes = files.size(id);
      files.delete(id);
      size.add(-bytes);
    }
    return condition;
  }

  @Override
  public void deleteUnused(FileId id, Duration time) {
    change(id, () -> deleteIf(id, files.isUnusedSince(id, clock.instant().minus(time))));
  }

  @Override
  public List<FileId> unused(Duration time, Optional<FileId> after, int max) {
    Instant since = clock.instant().minus(time);
    return errors.attempt("read", () -> files.unused(since, after, max));
  }

  @Override
  public List<FileUsage> usage() {
    return FileUsage.of(
        attempt("read", files::all).stream().map(this::find).flatMap(Optional::stream).toList());
  }

  @Override
  public long size() {
    return attempt(
        "read",
        () -> {
          size.walkOnce();
          return size.get();
        });
  }

  @Override
  public void close() {
    if (temporary) {
      try {
        DirectoryWalk.delete(directory);
      } catch (IOException e) {
        errors.log("deleted", e);
      }
    }
  }
}
