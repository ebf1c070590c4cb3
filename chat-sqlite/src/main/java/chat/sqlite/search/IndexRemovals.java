package chat.sqlite.search;

import chat.core.name.RoomName;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Messages that are to be removed from the index by the indexer's thread, and who waits for it. */
final class IndexRemovals {
  /** 10 s: an index that is built anew meanwhile takes longer, and is tried again later. */
  private static final long MAX_WAIT_SECONDS = 10;

  // Guarded by this.
  private final Queue<Removal> waiting = new ArrayDeque<>();
  private boolean closed;

  private record Removal(RoomName room, List<Long> messages, CompletableFuture<Boolean> done) {}

  /** Removes messages from the index. */
  interface Remover {
    boolean remove(RoomName room, List<Long> messages) throws SQLException;
  }

  /**
   * Adds messages, and waits until they are removed.
   *
   * @param wake called before the wait
   * @return false when they cannot be removed now
   */
  boolean add(RoomName room, List<Long> messages, Runnable wake) {
    var removal = new Removal(room, messages, new CompletableFuture<>());
    if (!add(removal)) {
      return false;
    }
    wake.run();
    try {
      return removal.done.orTimeout(MAX_WAIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      return false;
    }
  }

  private synchronized boolean add(Removal removal) {
    return !closed && waiting.add(removal);
  }

  /** Removes what waits. */
  void run(Remover remover) throws SQLException {
    for (Removal next = poll(); next != null; next = poll()) {
      try {
        next.done.complete(remover.remove(next.room, next.messages));
      } finally {
        next.done.complete(false);
      }
    }
  }

  private synchronized Removal poll() {
    return waiting.poll();
  }

  /** Ends all waits. */
  synchronized void close() {
    closed = true;
    waiting.forEach(removal -> removal.done.complete(false));
    waiting.clear();
  }
}
