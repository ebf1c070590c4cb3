package chat.app.consistency;

import chat.core.log.Entry;
import chat.core.log.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Leaves the last entry out of the replay. */
final class LiveAfterReplay extends DelegatingTranscript {
  LiveAfterReplay(Transcript sound) {
    super(sound);
  }

  // As many entries as were asked for, but the one before the last in place of the last.
  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
    return delegate.after(seq, upTo, reach).map(LiveAfterReplay::withoutLast);
  }

  private static List<Entry> withoutLast(List<Entry> entries) {
    if (entries.size() < 2) {
      return entries;
    }
    List<Entry> replay = new ArrayList<>(entries);
    replay.set(replay.size() - 1, replay.get(replay.size() - 2));
    return replay;
  }
}
