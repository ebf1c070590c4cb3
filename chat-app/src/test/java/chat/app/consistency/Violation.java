package chat.app.consistency;

/**
 * A guarantee of the protocol that was violated.
 *
 * @param subject the client, member or entry
 */
public record Violation(Kind kind, String subject, String description) {
  /** The kinds of violations. */
  public enum Kind {
    /** An entry or a message was not delivered. */
    GAP,
    /** An entry was delivered twice. */
    DUPLICATE,
    /** A lower sequence number came after a higher one. */
    OUT_OF_ORDER,
    /** Two clients, or a client and the log, have different entries under one number. */
    DIVERGENT,
    /** An acknowledged entry is not in the log. */
    ACKNOWLEDGED_BUT_MISSING,
    /** A delivered entry is not in the log. */
    SEEN_BUT_MISSING,
    /** One id of one member became two entries. */
    DUPLICATE_ID,
    /** Two ids were acknowledged as the same entry. */
    SHARED_ENTRY,
    /** An entry without an acknowledgement: no client requested it, or it was stored twice. */
    UNREQUESTED,
    /** A permanently refused request is in the log, or one was when it was refused as not kept. */
    REFUSED_BUT_KEPT,
    /** A request was not answered in time. */
    UNANSWERED,
    /** Requests of one member are in the log in another order. */
    REORDERED,
    /** The numbering started again. */
    EPOCH_CHANGED,
    /** A valid cursor was not resumed, or an invalid one was. */
    WRONG_RESUME,
    /** The server closed a connection with a code for an error. */
    ERROR_CLOSE
  }

  @Override
  public String toString() {
    return kind + ": " + subject + " " + description;
  }
}
