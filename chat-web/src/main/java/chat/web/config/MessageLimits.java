package chat.web.config;

import chat.core.Retention;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits of a member in a room, and of its connection.
 *
 * @param perSecond messages of each member a second; empty: no limit
 * @param burst messages that a member may send at once before the rate applies: people write in
 *     bursts
 * @param textLength the maximum length of a message in code points
 * @param messageSize the maximum size of a WebSocket message in bytes, over all its fragments
 * @param pendingBytes the bytes that may wait for one connection before it is disconnected
 * @param writeTimeout the time that one write may take before its connection is disconnected
 * @param databaseWait how long connections wait for a database that is away
 * @param retention how long messages are kept
 */
public record MessageLimits(
    Optional<Double> perSecond,
    int burst,
    int textLength,
    int messageSize,
    int pendingBytes,
    Duration writeTimeout,
    Duration databaseWait,
    Retention retention) {
  public static final MessageLimits DEFAULTS = new Builder().build();

  /** Builds message limits, from their defaults. */
  public static final class Builder {
    private Optional<Double> perSecond = Optional.of(2.0);
    private int burst = 5;
    private int textLength = 4_096;
    private int messageSize = 64 * 1024;
    private int pendingBytes = 1 << 20;
    private Duration writeTimeout = Duration.ofSeconds(15);
    private Duration databaseWait = Duration.ofSeconds(60);
    private Retention retention = Retention.NONE;

    /** Starts from the defaults. */
    public Builder() {}

    public Builder perSecond(Optional<Double> messages) {
      perSecond = messages;
      return this;
    }

    public Builder burst(int messages) {
      burst = messages;
      return this;
    }

    public Builder textLength(int codePoints) {
      textLength = codePoints;
      return this;
    }

    public Builder messageSize(int bytes) {
      messageSize = bytes;
      return this;
    }

    public Builder pendingBytes(int bytes) {
      pendingBytes = bytes;
      return this;
    }

    public Builder writeTimeout(Duration timeout) {
      writeTimeout = timeout;
      return this;
    }

    public Builder databaseWait(Duration time) {
      databaseWait = time;
      return this;
    }

    public Builder retention(Retention times) {
      retention = times;
      return this;
    }

    public MessageLimits build() {
      return new MessageLimits(
          perSecond,
          burst,
          textLength,
          messageSize,
          pendingBytes,
          writeTimeout,
          databaseWait,
          retention);
    }
  }
}
