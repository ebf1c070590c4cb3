package chat.files.store;

import chat.core.file.FileId;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** Locks by id: changes of one file or upload happen one after the other. */
final class IdLocks {
  /** 64 locks, more than threads that change files at the same time. */
  private static final int COUNT = 64;

  private final ReentrantLock[] locks =
      IntStream.range(0, COUNT).mapToObj(i -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  /** A lock that is held until it is closed. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  Held lock(FileId id) {
    Lock lock = locks[Math.floorMod(id.hashCode(), COUNT)];
    lock.lock();
    return lock::unlock;
  }
}
