package chat.core.file;

import chat.core.testing.FileStoreContract;
import chat.core.testing.MemoryFileStore;
import java.time.InstantSource;

/** The store that the tests of other classes use behaves as a store does. */
class MemoryFileStoreTest extends FileStoreContract {
  private MemoryFileStore kept;

  @Override
  protected FileStore open(InstantSource clock) {
    if (kept == null) {
      kept = new MemoryFileStore(clock);
    }
    return kept;
  }
}
