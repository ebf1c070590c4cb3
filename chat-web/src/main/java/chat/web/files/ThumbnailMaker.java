package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.files.OwnerOnly;
import chat.media.MediaType;
import chat.media.Thumbnails;
import chat.media.UnsupportedMediaException;
import chat.web.config.FileStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the thumbnails of pictures when they are first requested. Safe for many threads. */
final class ThumbnailMaker {
  private static final System.Logger LOG = System.getLogger(ThumbnailMaker.class.getName());

  /** 1 thread, because one thumbnail takes up to 100 MB. */
  private static final int THREADS = 1;

  /** 1,000 thumbnails may wait: those of the pictures that a page shows at once, for many pages. */
  private static final int MAX_WAITING = 1_000;

  /** 10,000 ids of pictures without a thumbnail take about 1 MB. */
  private static final int MAX_FAILED = 10_000;

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final FileStore store;
  private final Path temporary;
  private final Duration wait;
  private final WorkerPool workers = new WorkerPool("thumbnails", THREADS, MAX_WAITING);
  private final Map<FileId, CompletableFuture<Optional<byte[]>>> running =
      new ConcurrentHashMap<>();
  // Pictures that are too large to be made smaller, or damaged.
  private final Set<FileId> failed = ConcurrentHashMap.newKeySet();

  /**
   * @param wait how long a request waits for a thumbnail that is being made
   */
  ThumbnailMaker(FileStorage storage, Duration wait) {
    store = storage.store();
    temporary = storage.temporary();
    this.wait = wait;
  }

  /** The type of a thumbnail, which is a JPEG or, where it is transparent, a PNG. */
  static String type(byte[] thumbnail) {
    return thumbnail[0] == (byte) 0x89 ? "image/png" : "image/jpeg";
  }

  /**
   * The thumbnail of a file; empty where it has none.
   *
   * @throws FileRefusal 503 when it is not made in time
   */
  Optional<byte[]> get(StoredFile file) {
    if (!new MediaType(file.type()).isPicture() || failed.contains(file.id())) {
      return Optional.empty();
    }
    Optional<byte[]> kept = store.thumbnail(file.id());
    return kept.isPresent() ? kept : await(start(file));
  }

  /** Begins to make a thumbnail, because it is going to be requested. */
  void prepare(StoredFile file) {
    if (new MediaType(file.type()).isPicture()) {
      try {
        var _ = start(file);
      } catch (FileRefusal e) {
        // It is made when it is requested.
      }
    }
  }

  private CompletableFuture<Optional<byte[]>> start(StoredFile file) {
    try {
      return running.computeIfAbsent(file.id(), id -> workers.submit(() -> make(file)));
    } catch (RejectedExecutionException e) {
      throw late();
    }
  }

  private Optional<byte[]> await(CompletableFuture<Optional<byte[]>> thumbnail) {
    try {
      return thumbnail.get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static FileRefusal late() {
    return FileRefusal.later("thumbnail-late", RETRY);
  }

  private Optional<byte[]> make(StoredFile file) {
    Path picture = temporary.resolve(UUID.randomUUID().toString());
    Path thumbnail = temporary.resolve(UUID.randomUUID().toString());
    try {
      OwnerOnly.createDirectories(temporary);
      try (InputStream bytes = store.open(file.id(), 0)) {
        Files.copy(bytes, picture);
      }
      Thumbnails.create(picture, thumbnail);
      byte[] made = Files.readAllBytes(thumbnail);
      store.putThumbnail(file.id(), made);
      return Optional.of(made);
    } catch (UnsupportedMediaException | StackOverflowError | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "a picture has no thumbnail", e);
      if (failed.size() < MAX_FAILED) {
        failed.add(file.id());
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      running.remove(file.id());
      delete(picture);
      delete(thumbnail);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // The next start deletes it.
    }
  }

  void close() {
    workers.close();
  }
}
