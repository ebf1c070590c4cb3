package chat.web.files;

import chat.core.file.FileId;
import chat.web.listener.TransferDeadline;
import io.helidon.http.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The requests that send bytes of uploads: one at a time for each. A later request of the same
 * upload ends the one before, because that may be a connection that the client has lost and the
 * server has not noticed yet. Safe for many threads.
 */
final class ActiveUploads {
  private final Duration takeOver;
  private final Map<FileId, Transfer> transfers = new ConcurrentHashMap<>();

  /**
   * @param takeOver how long a request waits for the end of the one before
   */
  ActiveUploads(Duration takeOver) {
    this.takeOver = takeOver;
  }

  /** A request that has an upload for itself, until it is closed. */
  final class Transfer implements AutoCloseable {
    private final FileId id;
    private final TransferDeadline deadline;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean replaced;

    private Transfer(FileId id, TransferDeadline deadline) {
      this.id = id;
      this.deadline = deadline;
    }

    /** Whether a later request wants the upload, so that nothing may be appended any more. */
    boolean isReplaced() {
      return replaced;
    }

    @Override
    public void close() {
      transfers.remove(id, this);
      ended.countDown();
    }
  }

  /** Takes an upload over. */
  Transfer begin(FileId id, TransferDeadline deadline) {
    Transfer transfer = new Transfer(id, deadline);
    Transfer before = transfers.put(id, transfer);
    if (before != null) {
      before.replaced = true;
      before.deadline.abort();
      await(before, transfer);
    }
    return transfer;
  }

  private void await(Transfer before, Transfer transfer) {
    boolean over = false;
    try {
      over = before.ended.await(takeOver.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!over) {
        transfer.close();
      }
    }
    if (!over || transfer.replaced) {
      transfer.close();
      throw new FileRefusal(Status.create(423, "Locked"), "file-busy");
    }
  }
}
