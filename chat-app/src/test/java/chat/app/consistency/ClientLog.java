package chat.app.consistency;

import java.util.ArrayList;
import java.util.List;

/**
 * What one client did and saw over all its connections, in its order. Written by several threads.
 */
final class ClientLog {
  private final String member;
  private final String client;
  private final List<ClientEvent> events = new ArrayList<>();

  /**
   * @param member the member's id
   * @param client how complaints call this client
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

  synchronized void add(ClientEvent note) {
    events.add(note);
  }

  synchronized List<ClientEvent> events() {
    return List.copyOf(events);
  }

  /** Those of one kind. */
  <T extends ClientEvent> List<T> events(Class<T> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
