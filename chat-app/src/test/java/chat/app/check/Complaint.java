package chat.app.check;

/**
 * One promise that was broken.
 *
 * @param who the client or the member that has to complain
 */
record Complaint(Kind kind, String who, String what) {
  /** The promises, by what breaks them. */
  enum Kind {
    /** An entry or a message was left out. */
    HOLE,
    /** An entry was told again on the same way. */
    TWICE,
    /** A lower number came after a higher one. */
    ORDER,
    /** Two clients, or a client and the log, have different things under one number. */
    DIFFERENT,
    /** What was acknowledged is not in the log. */
    ACKNOWLEDGED_BUT_MISSING,
    /** What somebody has seen is not in the log. */
    SEEN_BUT_MISSING,
    /** One id of one member became two entries. */
    ID_TWICE,
    /** Two ids were acknowledged as the same entry. */
    SHARED,
    /** An entry that no acknowledgement speaks of: nobody asked for it, or it was kept again. */
    NOBODYS,
    /** What was refused for good is in the log. */
    REFUSED_BUT_KEPT,
    /** A frame with an id got no answer, though there was time. */
    UNANSWERED,
    /** What one member asked for in one order stands in another. */
    OUT_OF_TURN,
    /** The numbering began anew. */
    EPOCH,
    /** A cursor that was good got a history, or one that was not was taken for good. */
    RESUME,
    /** The server ended a connection with a code that says that something is broken. */
    CLOSED
  }

  @Override
  public String toString() {
    return kind + ": " + who + " " + what;
  }
}
