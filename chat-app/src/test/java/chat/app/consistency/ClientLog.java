package chat.app.consistency;

import java.util.ArrayList;
import java.util.List;

/** The log of one client over all its connections, in order. Thread-safe. */
final class ClientLog {
  private final String member;
  private final String client;
  private final List<ClientEvent> events = new ArrayList<>();

  /**
   * @param member the member's id
   * @param client the name of the client in violations
   */
  ClientLog(String member, String client) {
    this.member = member;
    this.client = client;
  }

  String member() {
    return member;
  }

  String client() {
    return client;
  }

  synchronized void add(ClientEvent event) {
    events.add(event);
  }

  synchronized List<ClientEvent> events() {
    return List.copyOf(events);
  }

  /** The events of one kind. */
  <T extends ClientEvent> List<T> events(Class<T> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
