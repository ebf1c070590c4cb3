package chat.core.file;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Erases the files that no message has, and uploads that were given up. It compares the store with
 * the log, so that nothing is missed when a server ended between a deletion and its erasure.
 */
public final class FileSweeper {
  /** 1 hour: a file that was sent is said within seconds, or when the member is online again. */
  public static final Duration MAX_UNUSED = Duration.ofHours(1);

  /** 1 day, so that a phone that was off over night resumes its uploads. */
  public static final Duration MAX_UPLOAD_PAUSE = Duration.ofDays(1);

  /** 1,000 ids fit into one question to a database. */
  private static final int FILES_AT_ONCE = 1_000;

  private final FileStore store;
  private final Function<Collection<FileId>, Set<FileId>> attached;
  private final int filesAtOnce;

  /**
   * Sweeps nothing yet.
   *
   * @param attached returns those of some files that a message has
   */
  public FileSweeper(FileStore store, Function<Collection<FileId>, Set<FileId>> attached) {
    this(store, attached, FILES_AT_ONCE);
  }

  FileSweeper(
      FileStore store, Function<Collection<FileId>, Set<FileId>> attached, int filesAtOnce) {
    this.store = store;
    this.attached = attached;
    this.filesAtOnce = filesAtOnce;
  }

  /** Compares all files with the log. */
  public void sweep() {
    store.discardIdleUploads(MAX_UPLOAD_PAUSE);
    Optional<FileId> after = Optional.empty();
    List<FileId> unused;
    do {
      unused = store.unused(MAX_UNUSED, after, filesAtOnce);
      eraseUnattached(unused);
      after = unused.isEmpty() ? Optional.empty() : Optional.of(unused.getLast());
    } while (unused.size() == filesAtOnce);
  }

  private void eraseUnattached(List<FileId> files) {
    if (files.isEmpty()) {
      return;
    }
    Set<FileId> kept = attached.apply(files);
    // A file that is being said now counts as used since, and is spared.
    files.stream()
        .filter(file -> !kept.contains(file))
        .forEach(file -> store.deleteUnused(file, MAX_UNUSED));
  }
}
