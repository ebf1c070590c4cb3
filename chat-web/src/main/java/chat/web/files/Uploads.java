package chat.web.files;

import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.StoreFullException;
import chat.core.file.Upload;
import chat.web.access.RateLimiter;
import chat.web.config.FileLimits;
import chat.web.metrics.Limit;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Begins uploads, within the limits of their number and size. Safe for many threads. */
final class Uploads {
  private final FileStore store;
  private final FileLimits limits;
  private final RateLimiter rate;
  private final UploadPace pace;
  private final ReentrantLock beginning = new ReentrantLock();

  Uploads(FileStore store, FileLimits limits, RateLimiter rate) {
    this.store = store;
    this.limits = limits;
    this.rate = rate;
    pace = new UploadPace(limits.rate());
  }

  /** The pace of all uploads. */
  UploadPace pace() {
    return pace;
  }

  /** Refuses a size that is over the limit of one file. */
  void checkSize(long size) {
    if (size > limits.size()) {
      throw tooLarge();
    }
  }

  static FileRefusal tooLarge() {
    return FileRefusal.ofLimit(Status.REQUEST_ENTITY_TOO_LARGE_413, "file-size", Limit.FILE_SIZE);
  }

  /**
   * Begins an upload.
   *
   * @param size how many bytes it is to have, or at most
   */
  Upload begin(FileAccess.Sender sender, FileName name, long size) {
    checkSize(size);
    Duration wait = rate.acquire(sender.member(), sender.client());
    if (!wait.isZero()) {
      throw FileRefusal.tooMany(wait);
    }
    Upload upload = Upload.begun(sender.room(), sender.member().id(), name, size);
    // One after the other, so that several at once do not exceed the total.
    beginning.lock();
    try {
      checkTotal(size);
      store.begin(upload);
    } catch (StoreFullException e) {
      throw full();
    } finally {
      beginning.unlock();
    }
    return upload;
  }

  private void checkTotal(long size) {
    if (store.size() + size > limits.total()) {
      throw full();
    }
  }

  static FileRefusal full() {
    return FileRefusal.ofLimit(
        Status.create(507, "Insufficient Storage"), "files-total", Limit.FILES_TOTAL);
  }
}
