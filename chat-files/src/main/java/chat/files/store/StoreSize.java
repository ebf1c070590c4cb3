package chat.files.store;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The bytes of a store: counted once by a walk, then by each change. Safe for many threads. */
final class StoreSize {
  private final DirectoryWalk walk;
  private final AtomicLong bytes = new AtomicLong();
  private final ReentrantLock walking = new ReentrantLock();
  private volatile boolean walked;

  StoreSize(DirectoryWalk walk) {
    this.walk = walk;
  }

  /** Walks through the directory, if that has not been done; changes begin with it. */
  void walkOnce() throws IOException {
    if (walked) {
      return;
    }
    walking.lock();
    try {
      if (!walked) {
        bytes.set(walk.run());
        walked = true;
      }
    } finally {
      walking.unlock();
    }
  }

  /** Counts a change, and returns the new size. */
  long add(long difference) {
    return bytes.addAndGet(difference);
  }

  long get() {
    return bytes.get();
  }
}
