package chat.app.check;

/**
 * One entry of the room as a client heard it.
 *
 * @param at the time as it was written
 * @param by the id of the member
 * @param id the sender's own id for it; only messages carry one, else empty
 * @param erased whether its text was withheld, because the message was taken back
 */
record Line(long seq, String at, String by, String id, Deed deed, boolean erased) {
  /** Whether two clients heard the same; one may have heard it after its text was erased. */
  boolean agreesWith(Line other) {
    return erased == other.erased ? equals(other) : bare().equals(other.bare());
  }

  private Line bare() {
    return new Line(seq, at, by, id, deed.erased(), true);
  }
}
