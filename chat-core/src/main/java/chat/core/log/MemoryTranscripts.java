package chat.core.log;

import chat.core.name.RoomName;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The transcripts of all rooms in memory; a room with an entry is kept until the process ends. */
public final class MemoryTranscripts implements Transcripts {
  private final InstantSource clock;
  private final Map<RoomName, MemoryTranscript> kept = new ConcurrentHashMap<>();

  public MemoryTranscripts(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Transcript open(RoomName room) {
    kept.values().removeIf(MemoryTranscript::isUnused);
    return kept.compute(
        room,
        (name, known) -> known == null || known.isUnused() ? new MemoryTranscript(clock) : known);
  }

  @Override
  public Optional<Transcript> find(RoomName room) {
    return Optional.ofNullable(kept.get(room));
  }

  @Override
  public void close() {
    kept.clear();
  }
}
