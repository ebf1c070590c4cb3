package chat.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the bytes of files and of uploads. The messages that have a file are the log's matter; see
 * {@link chat.core.log.Transcripts}. All methods are safe for many threads, and throw {@link
 * chat.core.cluster.StoreUnavailableException} when the store cannot be used, {@link
 * StoreFullException} where it has no space.
 */
public interface FileStore extends AutoCloseable {
  /** Begins an upload; its offset is 0. */
  void begin(Upload upload);

  /** The upload with this id, if it has neither been completed nor discarded. */
  Optional<Upload> findUpload(FileId id);

  /**
   * Appends bytes to an upload. What was appended is not lost when this server ends, but may be
   * when its machine does: {@link #findUpload} tells what there is.
   *
   * @return false, and nothing is appended, when there is no such upload, when it has another
   *     offset, or when the bytes are more than its size allows
   */
  boolean append(FileId id, long offset, ByteBuffer bytes);

  /**
   * Opens the bytes of an upload that were received so far.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such upload (any more)
   */
  InputStream openUpload(FileId id) throws IOException;

  /**
   * A local file with the bytes of an upload, only to be read: the store's own where it has one.
   *
   * @param copy a path where nothing is, for a copy
   * @throws java.nio.file.NoSuchFileException when there is no such upload (any more)
   */
  default Path localUpload(FileId id, Path copy) throws IOException {
    try (InputStream bytes = openUpload(id)) {
      Files.copy(bytes, copy);
    }
    return copy;
  }

  /**
   * Replaces an upload by the file that it has become. The file survives a crash of the machine
   * when this returns. It counts as used now.
   *
   * @param file with the id of the upload
   * @param content a local file with its bytes, such as that of {@link #localUpload}; it may be
   *     moved away
   * @throws java.nio.file.NoSuchFileException when there is no such upload (any more)
   */
  void complete(StoredFile file, Path content) throws IOException;

  /** Erases an upload, if it is there. */
  void discard(FileId id);

  /** Erases the uploads to which nothing was appended for so long. */
  void discardIdleUploads(Duration idle);

  /** The file with this id. */
  Optional<StoredFile> find(FileId id);

  /** The file with this id, which counts as used now, so that {@link #deleteUnused} spares it. */
  Optional<StoredFile> use(FileId id);

  /**
   * Opens the bytes of a file.
   *
   * @param offset of the first byte that is read
   * @throws java.nio.file.NoSuchFileException when there is no such file (any more)
   */
  InputStream open(FileId id, long offset) throws IOException;

  /** The thumbnail that was kept for a file. */
  Optional<byte[]> thumbnail(FileId id);

  /**
   * Keeps the thumbnail of a file, if the file is there. It can be made anew, so it may be lost.
   */
  void putThumbnail(FileId id, byte[] thumbnail);

  /** Erases a file and its thumbnail, if they are there. */
  void delete(FileId id);

  /**
   * The files that were not used for some time, in an order of the store's own.
   *
   * @param after only files after this one, the last of the page before
   * @param max how many at most
   */
  List<FileId> unused(Duration time, Optional<FileId> after, int max);

  /** Erases a file unless it was used within this time. */
  void deleteUnused(FileId id, Duration time);

  /** How much the files of each member take in each room, those that take the most first. */
  List<FileUsage> usage();

  /** The bytes of all files, and those that all uploads are to have. */
  long size();

  @Override
  void close();
}
