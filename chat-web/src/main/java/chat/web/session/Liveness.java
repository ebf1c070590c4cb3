package chat.web.session;

import chat.web.delivery.FrameEncoder;
import chat.web.delivery.Outbox;
import chat.web.protocol.Dialect;

/** The signs of life of one connection, as the {@link ConnectionMonitor} needs them. */
final class Liveness {
  private final Outbox outbox;
  private final Dialect dialect;
  private volatile long heardAt = System.nanoTime();
  // The rest is used by the monitor's thread only.
  private long pingedAt = heardAt;
  private boolean wasBehind;

  Liveness(Outbox outbox, Dialect dialect) {
    this.outbox = outbox;
    this.dialect = dialect;
  }

  Outbox outbox() {
    return outbox;
  }

  /** A frame has arrived, of any kind. */
  void heard() {
    heardAt = System.nanoTime();
  }

  boolean isSilent(long now, long nanos) {
    return now - heardAt > nanos;
  }

  /** Whether the last ping is so long ago. */
  boolean mayPing(long now, long nanos) {
    return now - pingedAt > nanos;
  }

  void ping(long now) {
    pingedAt = now;
    outbox.offer(FrameEncoder.EMPTY_PING);
  }

  void beat() {
    dialect.beat().map(FrameEncoder::text).ifPresent(outbox::offer);
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
