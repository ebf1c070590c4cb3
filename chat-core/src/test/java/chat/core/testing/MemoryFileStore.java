package chat.core.testing;

import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.FileUsage;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A file store in memory, for tests. Safe for many threads. */
public final class MemoryFileStore implements FileStore {
  private final InstantSource clock;
  private final Map<FileId, Received> uploads = new TreeMap<>();
  private final Map<FileId, Kept> files = new TreeMap<>();

  public MemoryFileStore(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Received {
    final Upload upload;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Instant at;

    Received(Upload upload, Instant at) {
      this.upload = upload;
      this.at = at;
    }
  }

  private static final class Kept {
    final StoredFile file;
    final byte[] bytes;
    byte[] thumbnail;
    Instant usedAt;

    Kept(StoredFile file, byte[] bytes, Instant usedAt) {
      this.file = file;
      this.bytes = bytes;
      this.usedAt = usedAt;
    }
  }

  /** Begins an upload of a member into the lobby. */
  public Upload begin(String memberId, long size) {
    Upload upload = Upload.begun(RoomName.LOBBY, memberId, new FileName("a.txt"), size);
    begin(upload);
    return upload;
  }

  /** Keeps a file of a member, for the lobby. */
  public synchronized StoredFile keep(String memberId, byte... bytes) {
    Upload upload = begin(memberId, bytes.length);
    uploads.remove(upload.id());
    StoredFile file =
        new StoredFile(
            upload.id(), upload.room(), memberId, upload.name(), "text/plain", bytes.length, 0, 0);
    files.put(file.id(), new Kept(file, bytes, clock.instant()));
    return file;
  }

  @Override
  public synchronized void begin(Upload upload) {
    uploads.put(upload.id(), new Received(upload, clock.instant()));
  }

  @Override
  public synchronized Optional<Upload> findUpload(FileId id) {
    return Optional.ofNullable(uploads.get(id))
        .map(received ->
            new Upload(
                id,
                received.upload.room(),
                received.upload.memberId(),
                received.upload.name(),
                received.upload.size(),
                received.bytes.size()));
  }

  @Override
  public synchronized boolean append(FileId id, long offset, ByteBuffer bytes) {
    Received received = uploads.get(id);
    if (received == null
        || received.bytes.size() != offset
        || offset + bytes.remaining() > received.upload.size()) {
      return false;
    }
    while (bytes.hasRemaining()) {
      received.bytes.write(bytes.get());
    }
    received.at = clock.instant();
    return true;
  }

  @Override
  public synchronized InputStream openUpload(FileId id) throws IOException {
    Received received = uploads.get(id);
    if (received == null) {
      throw new NoSuchFileException(id.value());
    }
    return new ByteArrayInputStream(received.bytes.toByteArray());
  }

  @Override
  public void complete(StoredFile file, Path content) throws IOException {
    byte[] bytes = Files.readAllBytes(content);
    synchronized (this) {
      if (uploads.remove(file.id()) == null) {
        throw new NoSuchFileException(file.id().value());
      }
      files.put(file.id(), new Kept(file, bytes, clock.instant()));
    }
  }

  @Override
  public synchronized void discard(FileId id) {
    uploads.remove(id);
  }

  @Override
  public synchronized void discardIdleUploads(Duration idle) {
    Instant since = clock.instant().minus(idle);
    uploads.values().removeIf(received -> !received.at.isAfter(since));
  }

  @Override
  public synchronized Optional<StoredFile> find(FileId id) {
    return Optional.ofNullable(files.get(id)).map(kept -> kept.file);
  }

  @Override
  public synchronized Optional<StoredFile> use(FileId id) {
    Optional<Kept> found = Optional.ofNullable(files.get(id));
    found.ifPresent(kept -> kept.usedAt = clock.instant());
    return found.map(kept -> kept.file);
  }

  @Override
  public synchronized InputStream open(FileId id, long offset) throws IOException {
    Kept kept = files.get(id);
    if (kept == null) {
      throw new NoSuchFileException(id.value());
    }
    return new ByteArrayInputStream(kept.bytes, (int) offset, kept.bytes.length - (int) offset);
  }

  @Override
  public synchronized Optional<byte[]> thumbnail(FileId id) {
    return Optional.ofNullable(files.get(id)).map(kept -> kept.thumbnail);
  }

  @Override
  public synchronized void putThumbnail(FileId id, byte[] thumbnail) {
    if (files.containsKey(id)) {
      files.get(id).thumbnail = thumbnail;
    }
  }

  @Override
  public synchronized void delete(FileId id) {
    files.remove(id);
  }

  @Override
  public synchronized List<FileId> unused(Duration time, Optional<FileId> after, int max) {
    return files.values().stream()
        .filter(kept -> isUnused(kept, time))
        .map(kept -> kept.file.id())
        .filter(id -> after.isEmpty() || id.compareTo(after.get()) > 0)
        .limit(max)
        .toList();
  }

  private boolean isUnused(Kept kept, Duration time) {
    return !kept.usedAt.isAfter(clock.instant().minus(time));
  }

  @Override
  public synchronized void deleteUnused(FileId id, Duration time) {
    files.computeIfPresent(id, (key, kept) -> isUnused(kept, time) ? null : kept);
  }

  @Override
  public synchronized List<FileUsage> usage() {
    return FileUsage.of(files.values().stream().map(kept -> kept.file).toList());
  }

  @Override
  public synchronized long size() {
    return files.values().stream().mapToLong(kept -> kept.bytes.length).sum()
        + uploads.values().stream().mapToLong(received -> received.upload.size()).sum();
  }

  @Override
  public void close() {}
}
