package chat.files.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import chat.core.file.FileId;
import chat.core.file.StoredFile;
import chat.files.AtomicFile;
import chat.files.DiskSync;
import chat.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The files of a directory, in 256 folders by the first byte of their id: for each one its bytes, a
 * record whose time is that of the last use, and perhaps a thumbnail. A file is there when its
 * record is. Not safe for several threads with one id.
 */
final class FileFolder {
  private static final String RECORD = ".record";
  private static final String THUMBNAIL = ".thumbnail";
  private static final String TEMPORARY = ".new";

  private final Path folder;
  private final InstantSource clock;

  FileFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The bytes of a file. */
  Path bytes(FileId id) {
    return path(id, "");
  }

  /** The record of a file. */
  Path record(FileId id) {
    return path(id, RECORD);
  }

  private Path path(FileId id, String ending) {
    return folder.resolve(shard(id)).resolve(id.value() + ending);
  }

  private static String shard(FileId id) {
    byte first = Base64.getUrlDecoder().decode(id.value().substring(0, 4))[0];
    return "%02x".formatted(first);
  }

  boolean contains(FileId id) {
    return Files.exists(record(id));
  }

  /** Adds a file; returns when all of it is on the disk. Where it fails, the content stays. */
  void add(StoredFile file, Path content) throws IOException {
    Path bytes = bytes(file.id());
    createFolder(bytes.getParent());
    try {
      move(content, bytes);
      var _ = OwnerOnly.restrict(bytes);
      DiskSync.forceFile(bytes);
      var record = new AtomicFile(record(file.id()));
      // It forces the folder as well.
      record.replace(FileRecord.format(file));
      touch(file.id());
    } catch (IOException | RuntimeException e) {
      moveBack(bytes, content);
      delete(file.id());
      throw e;
    }
  }

  /** So that an upload can be completed later. */
  private static void moveBack(Path bytes, Path content) throws IOException {
    if (Files.notExists(content) && Files.exists(bytes)) {
      Files.move(bytes, content);
    }
  }

  private static void createFolder(Path shard) throws IOException {
    if (Files.notExists(shard)) {
      OwnerOnly.createDirectories(shard);
      DiskSync.forceDirectory(shard.getParent());
      DiskSync.forceDirectory(shard.toAbsolutePath().getParent().getParent());
    }
  }

  /** Renames, or copies from another file system. */
  private static void move(Path content, Path target) throws IOException {
    try {
      Files.move(content, target, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      copy(content, target);
    }
  }

  private static void copy(Path content, Path target) throws IOException {
    Files.deleteIfExists(target);
    Files.createFile(target, OwnerOnly.file(target));
    try (var out = Files.newOutputStream(target)) {
      Files.copy(content, out);
    }
    Files.delete(content);
  }

  /** Reads the record of a file. */
  Optional<StoredFile> find(FileId id) throws IOException, DamagedRecordException {
    String record;
    try {
      record = Files.readString(record(id), UTF_8);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new DamagedRecordException("its record is no text");
    }
    StoredFile file;
    try {
      file = FileRecord.parseFile(id, record);
    } catch (IllegalArgumentException e) {
      throw new DamagedRecordException("its record is damaged");
    }
    if (size(id) != file.size()) {
      throw new DamagedRecordException("its bytes are missing");
    }
    return Optional.of(file);
  }

  /** A file cannot be used. */
  static final class DamagedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedRecordException(String reason) {
      super(reason, null, false, false);
    }
  }

  /** How many bytes a file has on the disk; 0 where they are missing. */
  long size(FileId id) throws IOException {
    try {
      return Files.size(bytes(id));
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Counts a file as used now. */
  void touch(FileId id) throws IOException {
    Files.setLastModifiedTime(record(id), FileTime.from(clock.instant()));
  }

  boolean isUnusedSince(FileId id, Instant time) throws IOException {
    try {
      return !Files.getLastModifiedTime(record(id)).toInstant().isAfter(time);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  Optional<byte[]> thumbnail(FileId id) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(path(id, THUMBNAIL)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void putThumbnail(FileId id, byte[] thumbnail) throws IOException {
    Path temporary = path(id, THUMBNAIL + TEMPORARY);
    try {
      Files.deleteIfExists(temporary);
      Files.createFile(temporary, OwnerOnly.file(temporary));
      Files.write(temporary, thumbnail);
      Files.move(temporary, path(id, THUMBNAIL), ATOMIC_MOVE, REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Deletes a file; the record first, so that no half of it is found. */
  void delete(FileId id) throws IOException {
    Files.deleteIfExists(record(id));
    Files.deleteIfExists(path(id, THUMBNAIL));
    Files.deleteIfExists(bytes(id));
  }

  /** All files, by folder and id. */
  List<FileId> all() throws IOException {
    List<FileId> ids = new ArrayList<>();
    for (Path shard : shards()) {
      ids.addAll(ids(shard));
    }
    return ids;
  }

  /**
   * The files that were not used since a time, by folder and id.
   *
   * @param after only files after this one
   */
  List<FileId> unused(Instant since, Optional<FileId> after, int max) throws IOException {
    List<FileId> unused = new ArrayList<>();
    for (Path shard : shards()) {
      for (FileId id : isBefore(shard, after) ? List.<FileId>of() : ids(shard)) {
        if (unused.size() < max && isAfter(id, after) && isUnusedSince(id, since)) {
          unused.add(id);
        }
      }
    }
    return unused;
  }

  private boolean isBefore(Path shard, Optional<FileId> after) {
    return after.isPresent() && shard.compareTo(folder.resolve(shard(after.get()))) < 0;
  }

  private static boolean isAfter(FileId id, Optional<FileId> after) {
    return after.isEmpty()
        || !shard(id).equals(shard(after.get()))
        || id.compareTo(after.get()) > 0;
  }

  /** The folders, sorted. */
  List<Path> shards() throws IOException {
    return list(folder, path -> path.getFileName().toString().matches("[0-9a-f]{2}"));
  }

  /** The files of a folder, sorted. */
  static List<FileId> ids(Path shard) throws IOException {
    return list(shard, path -> path.getFileName().toString().endsWith(RECORD)).stream()
        .map(path -> path.getFileName().toString())
        .flatMap(name -> FileId.parse(name.substring(0, name.length() - RECORD.length())).stream())
        .sorted()
        .toList();
  }

  /** Deletes what a crash has left in a folder: all that has no record. */
  static void deleteLeftovers(Path shard) throws IOException {
    List<String> known = ids(shard).stream().map(FileId::value).toList();
    for (Path path :
        list(
            shard,
            path -> {
              String name = path.getFileName().toString();
              int dot = name.indexOf('.');
              return name.endsWith(TEMPORARY)
                  || !known.contains(dot < 0 ? name : name.substring(0, dot));
            })) {
      Files.deleteIfExists(path);
    }
  }

  private static List<Path> list(Path folder, DirectoryStream.Filter<Path> filter)
      throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, filter)) {
      entries.forEach(paths::add);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    Collections.sort(paths);
    return paths;
  }
}
