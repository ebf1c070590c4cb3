package chat.core.log;

import chat.core.file.FileId;
import chat.core.log.MemoryTranscript.Usage;
import chat.core.member.MemberStore;
import chat.core.member.MemoryMembers;
import chat.core.name.RoomName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The transcripts of all rooms in memory. Of the rooms that are closed a limited number is kept;
 * the one that was opened the longest ago is forgotten first.
 */
public final class MemoryTranscripts implements Transcripts {
  /** 1,000 closed rooms, because an empty one takes some KiB, and visitors may open any number. */
  static final int MAX_CLOSED = 1_000;

  /** 16,000,000 characters of text in all closed rooms: at most 32 MB. */
  static final int MAX_CLOSED_CHARS = 16_000_000;

  private final InstantSource clock;
  private final MemoryMembers members;
  private final MemoryAttachments attachments = new MemoryAttachments();
  private volatile LogListener committed = LogListener.NONE;
  private final ReentrantLock lock = new ReentrantLock();
  // In the order in which the rooms were last opened.
  private final Map<RoomName, MemoryTranscript> kept = new LinkedHashMap<>();

  public MemoryTranscripts(InstantSource clock) {
    this.clock = clock;
    members = new MemoryMembers(clock);
  }

  @Override
  public Transcript open(RoomName room) {
    lock.lock();
    try {
      MemoryTranscript known = kept.remove(room);
      MemoryTranscript opened =
          known == null || known.usage().isUnused()
              ? new MemoryTranscript(clock, attachments, entry -> committed.committed(room, entry))
              : known;
      opened.reopen();
      kept.put(room, opened);
      forgetClosed();
      return opened;
    } finally {
      lock.unlock();
    }
  }

  private void forgetClosed() {
    kept.values().removeIf(room -> room.usage().isUnused());
    List<Usage> closed =
        kept.values().stream().map(MemoryTranscript::usage).filter(Usage::closed).toList();
    int count = closed.size();
    long chars = closed.stream().mapToLong(Usage::chars).sum();
    Iterator<MemoryTranscript> eldest = kept.values().iterator();
    while ((count > MAX_CLOSED || chars > MAX_CLOSED_CHARS) && eldest.hasNext()) {
      MemoryTranscript transcript = eldest.next();
      Usage next = transcript.usage();
      if (next.closed()) {
        eldest.remove();
        transcript.forget();
        count--;
        chars -= next.chars();
      }
    }
  }

  @Override
  public List<RoomName> rooms() {
    lock.lock();
    try {
      return List.copyOf(kept.keySet());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Transcript> find(RoomName room) {
    lock.lock();
    try {
      return Optional.ofNullable(kept.get(room));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public MemberStore members() {
    return members;
  }

  @Override
  public void onCommitted(LogListener listener) {
    committed = listener;
  }

  @Override
  public Set<FileId> attached(Collection<FileId> files) {
    return attachments.attached(files);
  }

  @Override
  public void onDetached(Consumer<List<FileId>> listener) {
    attachments.onDetached(listener);
  }

  @Override
  public int erase(RoomName room, Instant before, int max) {
    MemoryTranscript transcript;
    lock.lock();
    try {
      transcript = kept.get(room);
    } finally {
      lock.unlock();
    }
    return transcript == null ? 0 : transcript.erase(before, max);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      kept.clear();
    } finally {
      lock.unlock();
    }
  }
}
