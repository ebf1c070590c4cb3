package chat.core.member;

/**
 * The last entry of a room that a member has read, in one numbering of the room. It has the parts
 * of a {@code chat.core.log.Cursor}, which this package cannot use, because the logs use this
 * package.
 *
 * @param epoch identifies the numbering
 * @param seq the last entry; 0 for none
 */
public record ReadPosition(String epoch, long seq) {
  /** The position after another one was read: it moves back only to another epoch. */
  public ReadPosition advancedTo(ReadPosition next) {
    return next.epoch.equals(epoch) && next.seq < seq ? this : next;
  }
}
