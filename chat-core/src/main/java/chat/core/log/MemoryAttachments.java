package chat.core.log;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

  /** Attaches the files of a draft, all or none; refuses one that is or was attached. */
  Optional<Refusal> attach(Draft draft) {
    // Most messages have no file, and do not wait for those of other rooms.
    return draft instanceof Draft.Say say && !say.files().isEmpty() && !attach(ids(say.files()))
        ? Optional.of(Refusal.of(Refusal.Code.NO_SUCH_FILE))
        : Optional.empty();
  }

  private synchronized boolean attach(List<FileId> ids) {
    if (Set.copyOf(ids).size() < ids.size()
        || ids.stream().anyMatch(id -> attached.contains(id) || detached.contains(id))) {
      return false;
    }
    attached.addAll(ids);
    return true;
  }

  /** Detaches the files of an entry, and notifies the listener. */
  void detach(Entry entry) {
    if (entry instanceof Entry.Said said && !said.files().isEmpty()) {
      List<FileId> ids = ids(said.files());
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
