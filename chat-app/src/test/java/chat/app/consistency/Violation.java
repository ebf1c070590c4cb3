package chat.app.consistency;

/**
 * One promise that was broken.
 *
 * @param subject the client or the member that has to complain
 */
record Violation(Kind kind, String subject, String description) {
  /** The promises, by what breaks them. */
  enum Kind {
    /** An entry or a message was left out. */
    GAP,
    /** An entry was told again on the same way. */
    DUPLICATE,
    /** A lower number came after a higher one. */
    OUT_OF_ORDER,
    /** Two clients, or a client and the log, have different things under one number. */
    DIVERGENT,
    /** What was acknowledged is not in the log. */
    ACKNOWLEDGED_BUT_MISSING,
    /** What somebody has seen is not in the log. */
    SEEN_BUT_MISSING,
    /** One id of one member became two entries. */
    DUPLICATE_ID,
    /** Two ids were acknowledged as the same entry. */
    SHARED_ENTRY,
    /** An entry that no acknowledgement speaks of: nobody asked for it, or it was kept again. */
    UNREQUESTED,
    /** What was refused for good is in the log. */
    REFUSED_BUT_KEPT,
    /** A frame with an id got no answer, though there was time. */
    UNANSWERED,
    /** What one member asked for in one order stands in another. */
    REORDERED,
    /** The numbering began anew. */
    EPOCH_CHANGED,
    /** A cursor that was good got a history, or one that was not was taken for good. */
    WRONG_RESUME,
    /** The server ended a connection with a code that says that something is broken. */
    ERROR_CLOSE
  }

  @Override
  public String toString() {
    return kind + ": " + subject + " " + description;
  }
}
