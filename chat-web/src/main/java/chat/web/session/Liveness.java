package chat.web.session;

import chat.web.delivery.Outbox;
import chat.web.protocol.Dialect;

/** The liveness of one connection, for the {@link ConnectionMonitor}. Times are nanoseconds. */
final class Liveness {
  private final Outbox outbox;
  private final Dialect dialect;
  private final boolean answers;
  private volatile long lastReceivedAt;
  // Used by the monitor's thread only, as is the next one.
  private long pingedAt;
  private boolean wasBehind;
  private long streamPosition;
  private long roomTextAt;

  Liveness(Outbox outbox, Dialect dialect, long now) {
    this.outbox = outbox;
    this.dialect = dialect;
    answers = outbox.framing().ping().isPresent();
    lastReceivedAt = now;
    pingedAt = now;
    roomTextAt = now;
  }

  Outbox outbox() {
    return outbox;
  }

  /** A frame has arrived, of any kind. */
  void frameReceived(long now) {
    lastReceivedAt = now;
  }

  /** Whether the last frame came so long ago; never for a client that only reads. */
  boolean isSilent(long now, long nanos) {
    return answers && now - lastReceivedAt > nanos;
  }

  /** Whether the last ping is so long ago. */
  boolean mayPing(long now, long nanos) {
    return now - pingedAt > nanos;
  }

  void sendPing(long now) {
    pingedAt = now;
    outbox.framing().ping().ifPresent(outbox::offer);
  }

  /**
   * Whether the last text frame was written so long ago, whatever pings and pongs went by. Compares
   * positions at each check, so that nothing is noted for each delivery.
   */
  boolean isTextDue(long now, long nanos) {
    long position = outbox.streamPosition();
    if (position != streamPosition) {
      streamPosition = position;
      roomTextAt = now;
    }
    return now - roomTextAt > nanos && now - outbox.textOfferedAt() > nanos;
  }

  void sendHeartbeat() {
    dialect.beat().ifPresent(outbox::offerText);
  }

  /**
   * Notes whether the client is too far behind at this check.
   *
   * @return whether it was so at the last check, too: once may be our own delay on a busy machine
   */
  boolean isBehindAgain() {
    boolean isBehind = outbox.isWriting() && outbox.isTooFarBehind();
    boolean again = isBehind && wasBehind;
    wasBehind = isBehind;
    return again;
  }
}
