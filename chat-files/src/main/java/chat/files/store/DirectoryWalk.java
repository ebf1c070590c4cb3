package chat.files.store;

import chat.core.file.FileId;
import chat.core.file.Upload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A walk through the directory of a store, before anything is changed: it counts the bytes, and
 * deletes what a crash has left.
 */
record DirectoryWalk(Path temporaryFolder, UploadFolder uploads, FileFolder files) {
  /** Walks; returns the bytes of all files, and those that all uploads are to have. */
  long run() throws IOException {
    delete(temporaryFolder);
    return walkUploads() + walkFiles();
  }

  private long walkUploads() throws IOException {
    long bytes = 0;
    for (FileId id : uploads.ids()) {
      Optional<Upload> upload = files.contains(id) ? Optional.empty() : uploads.find(id);
      if (upload.isPresent()) {
        bytes += upload.get().size();
      } else {
        uploads.discard(id);
      }
    }
    return bytes;
  }

  private long walkFiles() throws IOException {
    long bytes = 0;
    for (Path shard : files.shards()) {
      FileFolder.deleteLeftovers(shard);
      for (FileId id : FileFolder.ids(shard)) {
        bytes += files.size(id);
      }
    }
    return bytes;
  }

  /** Deletes a directory with all that is in it, if it is there. */
  static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(directory)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
