package chat.app.consistency;

/**
 * One entry of the room as a client heard it.
 *
 * @param at the time as it was written
 * @param author the id of the member
 * @param id the sender's own id for it; only messages carry one, else empty
 * @param erased whether its text was withheld, because the message was taken back
 */
record ReceivedEntry(long seq, String at, String author, String id, Action action, boolean erased) {
  /** Whether two clients heard the same; one may have heard it after its text was erased. */
  boolean agreesWith(ReceivedEntry other) {
    return erased == other.erased ? equals(other) : withoutText().equals(other.withoutText());
  }

  private ReceivedEntry withoutText() {
    return new ReceivedEntry(seq, at, author, id, action.withoutText(), true);
  }
}
