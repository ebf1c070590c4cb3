package chat.files.store;

import chat.core.cluster.StoreUnavailableException;
import chat.core.file.StoreFullException;
import chat.files.FileErrors;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;

/** The failures of a disk, as exceptions of the store; each has a line of the log. */
record StoreErrors(Path directory) {
  private static final System.Logger LOG = System.getLogger(DirectoryFileStore.class.getName());

  /** Uses the disk. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Runs work.
   *
   * @param what it does with the files
   */
  <T> T attempt(String what, Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw failure(what, e);
    }
  }

  /** Writes a line of the log. */
  void log(String what, IOException e) {
    LOG.log(
        Level.WARNING, "files cannot be {0} in {1}: {2}", what, directory, FileErrors.reason(e));
  }

  private StoreUnavailableException failure(String what, IOException e) {
    log(what, e);
    return isFull(e)
        ? new StoreFullException("the disk is full")
        : new StoreUnavailableException("files cannot be " + what);
  }

  private static boolean isFull(IOException e) {
    // The texts of ENOSPC and EDQUOT, which have no exception of their own.
    String reason = String.valueOf(e.getMessage());
    return reason.contains("No space left") || reason.contains("quota exceeded");
  }
}
