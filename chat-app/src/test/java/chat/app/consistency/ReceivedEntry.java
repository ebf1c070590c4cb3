package chat.app.consistency;

/**
 * An entry of the room as a client received it.
 *
 * @param at the time, as text
 * @param author the id of the member
 * @param id the client's id of the message; empty for other entries
 * @param erased whether its text was removed, because the message was deleted
 */
record ReceivedEntry(long seq, String at, String author, String id, Action action, boolean erased) {
  /**
   * Whether two clients received the same entry; one may have received it after its text was
   * removed.
   */
  boolean agreesWith(ReceivedEntry other) {
    return erased == other.erased ? equals(other) : withoutText().equals(other.withoutText());
  }

  private ReceivedEntry withoutText() {
    return new ReceivedEntry(seq, at, author, id, action.withoutText(), true);
  }
}
