package chat.files.store;

import chat.core.file.FileId;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes one line of the log for each damaged file. Safe for many threads. */
final class DamageLog {
  private static final System.Logger LOG = System.getLogger(DirectoryFileStore.class.getName());

  /** At most 1,000 files have a line. */
  private static final int MAX_LINES = 1_000;

  private final Set<FileId> logged = ConcurrentHashMap.newKeySet();

  void log(FileId id, Path file, String reason) {
    if (logged.size() < MAX_LINES && logged.add(id)) {
      LOG.log(Level.WARNING, "the file {0} cannot be used: {1}", file, reason);
    }
  }
}
