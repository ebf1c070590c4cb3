package chat.client;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A message as it stands, with its edits.
 *
 * @param seq the number of the entry that said it
 * @param text empty when it was deleted
 * @param re the message that it answers
 * @param id the sender's own
 */
public record Message(
    long seq,
    Instant at,
    Person from,
    String text,
    OptionalLong re,
    String id,
    boolean edited,
    boolean deleted,
    List<SharedFile> files) {
  public Message {
    files = List.copyOf(files);
  }
}
