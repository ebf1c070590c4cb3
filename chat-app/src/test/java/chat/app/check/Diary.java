package chat.app.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What one client did and saw over all its connections, in its order. Written by several threads.
 */
final class Diary {
  private final String member;
  private final String client;
  private final List<Note> notes = new ArrayList<>();

  /**
   * @param member the member's id
   * @param client how complaints call this client
   */
  Diary(String member, String client) {
    this.member = member;
    this.client = client;
  }

  String member() {
    return member;
  }

  String client() {
    return client;
  }

  synchronized void note(Note note) {
    notes.add(note);
  }

  synchronized List<Note> notes() {
    return List.copyOf(notes);
  }

  /** Those of one kind. */
  <T extends Note> List<T> notes(Class<T> kind) {
    return notes().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
