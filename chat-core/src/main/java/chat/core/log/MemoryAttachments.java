package chat.core.log;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The files that messages in memory have, of all rooms. Safe for many threads. */
final class MemoryAttachments {
  /** 10,000 files: each is erased long before as many others are. */
  private static final int MAX_DETACHED = 10_000;

  private final Set<FileId> attached = new HashSet<>();
  // In the order in which they were detached; none of them can be said again.
  private final LinkedHashSet<FileId> detached = new LinkedHashSet<>();
  private Consumer<List<FileId>> listener = files -> {};

  synchronized void onDetached(Consumer<List<FileId>> newListener) {
    listener = newListener;
  }

  /** Attaches files, all or none; returns false when one of them is or was attached. */
  synchronized boolean attach(List<Attachment> files) {
    List<FileId> ids = ids(files);
    if (Set.copyOf(ids).size() < ids.size()
        || ids.stream().anyMatch(id -> attached.contains(id) || detached.contains(id))) {
      return false;
    }
    attached.addAll(ids);
    return true;
  }

  void detach(List<Attachment> files) {
    List<FileId> ids = ids(files);
    if (!ids.isEmpty()) {
      move(ids).accept(ids);
    }
  }

  private synchronized Consumer<List<FileId>> move(List<FileId> ids) {
    ids.forEach(attached::remove);
    detached.addAll(ids);
    while (detached.size() > MAX_DETACHED) {
      detached.removeFirst();
    }
    return listener;
  }

  synchronized Set<FileId> attached(Collection<FileId> files) {
    return files.stream().filter(attached::contains).collect(Collectors.toSet());
  }

  private static List<FileId> ids(List<Attachment> files) {
    return files.stream().map(Attachment::id).toList();
  }
}
