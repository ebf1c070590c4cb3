package chat.app.consistency;

import chat.core.log.Cursor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The part of a client's log up to an entry, as if the run had ended there. */
final class LogPrefix {
  private final ClientLog log;
  private final Cursor end;

  private LogPrefix(ClientLog log, Cursor end) {
    this.log = log;
    this.end = end;
  }

  /**
   * Cuts a log.
   *
   * @param end the last entry, in the numbering of a copy
   */
  static ClientLog of(ClientLog log, Cursor end) {
    return new LogPrefix(log, end).cut();
  }

  private ClientLog cut() {
    Set<String> later =
        log.events(ClientEvent.Acknowledged.class).stream()
            .filter(ack -> ack.seq() > end.seq())
            .map(ClientEvent.Acknowledged::id)
            .collect(Collectors.toSet());
    var prefix = new ClientLog(log.member(), log.client());
    log.events().stream().flatMap(event -> part(event, later).stream()).forEach(prefix::add);
    return prefix;
  }

  private List<ClientEvent> part(ClientEvent event, Set<String> later) {
    return switch (event) {
      case ClientEvent.Welcomed welcomed ->
          only(inCopy(welcomed), welcomed.position() <= end.seq());
      case ClientEvent.Received received -> only(received, received.entry().seq() <= end.seq());
      case ClientEvent.Acknowledged ack -> only(ack, ack.seq() <= end.seq());
      case ClientEvent.PageRead page -> only(page, page.asOf() <= end.seq());
      case ClientEvent.Sent sent -> only(sent, !later.contains(sent.id()));
      default -> List.of(event);
    };
  }

  /** The numbers are the same in a copy, and the epoch is another one. */
  private ClientEvent inCopy(ClientEvent.Welcomed welcomed) {
    String epoch = welcomed.current().epoch();
    Optional<Cursor> requested =
        welcomed
            .requested()
            .map(cursor ->
                cursor.epoch().equals(epoch) ? new Cursor(end.epoch(), cursor.seq()) : cursor);
    var current = new Cursor(end.epoch(), Math.min(welcomed.current().seq(), end.seq()));
    return new ClientEvent.Welcomed(requested, current, welcomed.resumed());
  }

  private static List<ClientEvent> only(ClientEvent event, boolean condition) {
    return condition ? List.of(event) : List.of();
  }
}
