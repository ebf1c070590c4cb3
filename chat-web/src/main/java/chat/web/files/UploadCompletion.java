package chat.web.files;

import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.file.StoreFullException;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.files.FileErrors;
import chat.files.OwnerOnly;
import chat.media.Media;
import chat.media.MediaProcessor;
import chat.media.UnsupportedMediaException;
import chat.web.config.FileStorage;
import io.helidon.http.Status;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Makes a file of an upload whose bytes are all there: finds its type, removes metadata, and puts
 * it into the store. Each upload is completed once; further requests wait for the same result.
 */
final class UploadCompletion {
  private static final System.Logger LOG = System.getLogger(UploadCompletion.class.getName());

  /** 2 threads, because a picture takes a processor for some time, and words come first. */
  private static final int THREADS = 2;

  /** 1,000 uploads, more than there are connections that send them in any usual room. */
  private static final int MAX_WAITING = 1_000;

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final FileStore store;
  private final Path temporary;
  private final Consumer<StoredFile> completed;
  private final WorkerPool workers = new WorkerPool("files", THREADS, MAX_WAITING);
  private final Map<FileId, CompletableFuture<StoredFile>> running = new ConcurrentHashMap<>();

  /**
   * @param completed called with each file
   */
  UploadCompletion(FileStorage storage, Consumer<StoredFile> completed) {
    store = storage.store();
    temporary = storage.temporary();
    this.completed = completed;
  }

  /**
   * Completes an upload, and waits for it.
   *
   * @throws FileRefusal when it is no file that is kept; the upload is discarded then
   */
  StoredFile complete(Upload upload) {
    try {
      return running.computeIfAbsent(upload.id(), id -> start(upload)).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } catch (RejectedExecutionException e) {
      throw FileRefusal.later("unavailable", RETRY);
    }
  }

  private CompletableFuture<StoredFile> start(Upload upload) {
    return workers.submit(() -> {
      try {
        return store.find(upload.id()).orElseGet(() -> process(upload));
      } finally {
        running.remove(upload.id());
      }
    });
  }

  private StoredFile process(Upload upload) {
    Path copy = temporary.resolve(UUID.randomUUID().toString());
    Path cleaned = temporary.resolve(UUID.randomUUID().toString());
    try {
      OwnerOnly.createDirectories(temporary);
      Path received = store.localUpload(upload.id(), copy);
      Media media = clean(upload, received, cleaned);
      Path content = media.cleaned() ? cleaned : received;
      StoredFile file = stored(upload, media, Files.size(content));
      store.complete(file, content);
      completed.accept(file);
      return file;
    } catch (NoSuchFileException e) {
      throw new FileRefusal(Status.NOT_FOUND_404, "file-gone");
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "a file cannot be written in {0}: {1}", temporary, FileErrors.reason(e));
      throw new StoreFullException("files cannot be written");
    } finally {
      delete(copy);
      delete(cleaned);
    }
  }

  private Media clean(Upload upload, Path received, Path cleaned) throws IOException {
    try {
      return MediaProcessor.process(received, cleaned);
    } catch (UnsupportedMediaException e) {
      throw unsupported(upload, e.reason().code());
    } catch (RuntimeException | StackOverflowError e) {
      // A parser that fails so has met what its author did not think of.
      LOG.log(Level.WARNING, "a file cannot be cleaned", e);
      throw unsupported(upload, UnsupportedMediaException.Reason.DAMAGED.code());
    }
  }

  private FileRefusal unsupported(Upload upload, String reason) {
    store.discard(upload.id());
    return new FileRefusal(Status.UNSUPPORTED_MEDIA_TYPE_415, reason);
  }

  private static StoredFile stored(Upload upload, Media media, long size) {
    return new StoredFile(
        upload.id(),
        upload.room(),
        upload.memberId(),
        upload.name(),
        media.type(),
        size,
        media.width(),
        media.height());
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
