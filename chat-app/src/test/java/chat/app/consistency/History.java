package chat.app.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What all diaries together tell about the room. */
final class History {
  private final List<ClientLog> logs;
  private final ClientLog newcomer;
  private final NavigableMap<Long, List<ReceivedEntry>> received = new TreeMap<>();
  private final NavigableMap<Long, MessageSnapshot> finalMessages = new TreeMap<>();
  private final NavigableMap<Long, ReceivedEntry> entries = new TreeMap<>();
  private final Map<Long, List<ReceivedEntry>> changesOf = new HashMap<>();

  /**
   * @param newcomer the diary of the one who has read everything in the end
   */
  History(List<ClientLog> logs, ClientLog newcomer) {
    this.logs = Stream.concat(logs.stream(), Stream.of(newcomer)).toList();
    this.newcomer = newcomer;
    for (ClientEvent.PageRead page : newcomer.events(ClientEvent.PageRead.class)) {
      page.messages().forEach(message -> finalMessages.put(message.seq(), message));
    }
    for (ClientLog log : this.logs) {
      log.events(ClientEvent.Received.class).forEach(one -> add(one.entry()));
    }
    received.forEach((seq, lines) -> entries.put(seq, mostProbable(lines)));
    for (ReceivedEntry line : entries.values()) {
      changesOf.computeIfAbsent(line.action().target(), seq -> new ArrayList<>()).add(line);
    }
  }

  private void add(ReceivedEntry line) {
    List<ReceivedEntry> same = received.computeIfAbsent(line.seq(), seq -> new ArrayList<>(1));
    if (!same.contains(line)) {
      same.add(line);
    }
  }

  /** The one that is there in the end; of one that was heard with and without text the one with. */
  private ReceivedEntry mostProbable(List<ReceivedEntry> lines) {
    return lines.stream()
        .max(
            Comparator.<ReceivedEntry>comparingInt(line -> isInFinalState(line) ? 1 : 0)
                .thenComparingInt(line -> line.erased() ? 0 : 1))
        .orElseThrow();
  }

  /** Of all clients. */
  List<ClientLog> logs() {
    return logs;
  }

  ClientLog newcomer() {
    return newcomer;
  }

  /** The first place of the newcomer: the numbering, and the last entry of all. */
  chat.core.log.Cursor end() {
    return newcomer.events(ClientEvent.Welcomed.class).getFirst().current();
  }

  /**
   * All that was heard under each number: one line, if all is well, or one with and without text.
   */
  NavigableMap<Long, List<ReceivedEntry>> received() {
    return received;
  }

  /** The messages as the newcomer has read them. */
  NavigableMap<Long, MessageSnapshot> finalMessages() {
    return finalMessages;
  }

  /** The entries, as far as anybody can tell. */
  NavigableMap<Long, ReceivedEntry> entries() {
    return entries;
  }

  /** The numbers of messages in a stretch of the log. */
  List<Long> messages(long from, long below) {
    return below <= from
        ? List.of()
        : entries.subMap(from, below).values().stream()
            .filter(line -> line.action() instanceof Action.Say)
            .map(ReceivedEntry::seq)
            .toList();
  }

  /** What was done to a message. */
  List<ReceivedEntry> changesOf(long seq) {
    return changesOf.getOrDefault(seq, List.of());
  }

  /** Whether what was heard is in what was read in the end. Only messages can be read. */
  boolean isInFinalState(ReceivedEntry line) {
    MessageSnapshot standing = finalMessages.get(line.seq());
    boolean fits =
        line.action() instanceof Action.Say
            ? standing != null && standing.isOf(line)
            : standing == null;
    return fits && line.seq() <= end().seq();
  }
}
