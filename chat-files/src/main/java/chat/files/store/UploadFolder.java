package chat.files.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.file.FileId;
import chat.core.file.Upload;
import chat.files.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The uploads of a directory: for each one a file with the bytes received so far, whose time is
 * that of the last ones, and a record. Nothing is forced to the disk. Not safe for several threads
 * with one id.
 */
final class UploadFolder {
  private static final String RECORD = ".record";

  private final Path folder;
  private final InstantSource clock;

  UploadFolder(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** The bytes of an upload. */
  Path bytes(FileId id) {
    return folder.resolve(id.value());
  }

  private Path record(FileId id) {
    return folder.resolve(id.value() + RECORD);
  }

  void begin(Upload upload) throws IOException {
    OwnerOnly.createDirectories(folder);
    try {
      Files.createFile(bytes(upload.id()), OwnerOnly.file(folder));
      Path record = Files.createFile(record(upload.id()), OwnerOnly.file(folder));
      Files.writeString(record, FileRecord.format(upload));
      touch(upload.id());
    } catch (IOException e) {
      discard(upload.id());
      throw e;
    }
  }

  /** The upload with this id; empty where there is none, or its record is damaged. */
  Optional<Upload> find(FileId id) throws IOException {
    try {
      long offset = Files.size(bytes(id));
      String record = Files.readString(record(id), UTF_8);
      return Optional.of(FileRecord.parseUpload(id, record, offset));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Appends bytes; where it fails, nothing is appended. */
  void append(FileId id, long offset, ByteBuffer bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(bytes(id), EnumSet.of(StandardOpenOption.WRITE))) {
      try {
        channel.position(offset);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        channel.truncate(offset);
        throw e;
      }
    }
    touch(id);
  }

  private void touch(FileId id) throws IOException {
    Files.setLastModifiedTime(bytes(id), FileTime.from(clock.instant()));
  }

  void discard(FileId id) throws IOException {
    Files.deleteIfExists(record(id));
    Files.deleteIfExists(bytes(id));
  }

  boolean isIdleSince(FileId id, Instant time) throws IOException {
    try {
      return !Files.getLastModifiedTime(bytes(id)).toInstant().isAfter(time);
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /** The ids of all uploads, those without their bytes or their record included. */
  Set<FileId> ids() throws IOException {
    Set<FileId> ids = new HashSet<>();
    if (Files.notExists(folder)) {
      return ids;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String id =
            name.endsWith(RECORD) ? name.substring(0, name.length() - RECORD.length()) : name;
        FileId.parse(id).ifPresent(ids::add);
      }
    }
    return ids;
  }
}
