package chat.app.consistency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The history of the room, from the logs of all clients. */
final class History {
  private final List<ClientLog> logs;
  private final ClientLog newcomer;
  private final NavigableMap<Long, List<ReceivedEntry>> received = new TreeMap<>();
  private final NavigableMap<Long, MessageSnapshot> finalMessages = new TreeMap<>();
  private final NavigableMap<Long, ReceivedEntry> entries = new TreeMap<>();
  private final Map<Long, List<ReceivedEntry>> changesOf = new HashMap<>();

  /**
   * @param newcomer the log of the client that has read everything in the end
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
    received.forEach((seq, received) -> entries.put(seq, mostProbable(received)));
    for (ReceivedEntry entry : entries.values()) {
      changesOf.computeIfAbsent(entry.action().target(), seq -> new ArrayList<>()).add(entry);
    }
  }

  private void add(ReceivedEntry entry) {
    List<ReceivedEntry> known = received.computeIfAbsent(entry.seq(), seq -> new ArrayList<>(1));
    if (!known.contains(entry)) {
      known.add(entry);
    }
  }

  /**
   * The entry that is in the final state; of one that was received with and without text, the one
   * with text.
   */
  private ReceivedEntry mostProbable(List<ReceivedEntry> received) {
    return received.stream()
        .max(
            Comparator.<ReceivedEntry>comparingInt(entry -> isInFinalState(entry) ? 1 : 0)
                .thenComparingInt(entry -> entry.erased() ? 0 : 1))
        .orElseThrow();
  }

  /** The logs of all clients. */
  List<ClientLog> logs() {
    return logs;
  }

  ClientLog newcomer() {
    return newcomer;
  }

  /** The newcomer's first cursor: the epoch, and the last entry. */
  chat.core.log.Cursor end() {
    return newcomer.events(ClientEvent.Welcomed.class).getFirst().current();
  }

  /** The entries that were received under each number: one, or one with and one without text. */
  NavigableMap<Long, List<ReceivedEntry>> received() {
    return received;
  }

  /** The messages as the newcomer has read them. */
  NavigableMap<Long, MessageSnapshot> finalMessages() {
    return finalMessages;
  }

  /** The entries, by their numbers. */
  NavigableMap<Long, ReceivedEntry> entries() {
    return entries;
  }

  /** The sequence numbers of the messages in a range. */
  List<Long> messages(long from, long below) {
    return below <= from
        ? List.of()
        : entries.subMap(from, below).values().stream()
            .filter(entry -> entry.action() instanceof Action.Say)
            .map(ReceivedEntry::seq)
            .toList();
  }

  /** The changes of a message. */
  List<ReceivedEntry> changesOf(long seq) {
    return changesOf.getOrDefault(seq, List.of());
  }

  /** Whether a received entry agrees with the final messages; only messages can be read there. */
  boolean isInFinalState(ReceivedEntry entry) {
    MessageSnapshot message = finalMessages.get(entry.seq());
    boolean fits =
        entry.action() instanceof Action.Say
            ? message != null && message.isOf(entry)
            : message == null;
    return fits && entry.seq() <= end().seq();
  }
}
