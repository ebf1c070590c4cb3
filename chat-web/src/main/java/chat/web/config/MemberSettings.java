package chat.web.config;

import java.time.Duration;

/**
 * Settings of membership.
 *
 * @param guests whether a connection without a cookie is admitted, named by its address
 * @param leaveGrace the time that a member without a connection is still present
 * @param nicknameHold the time that a nickname is reserved for a member that left
 */
public record MemberSettings(boolean guests, Duration leaveGrace, Duration nicknameHold) {
  /** Builds member settings, from their defaults. */
  public static final class Builder {
    private boolean guests;
    private Duration leaveGrace = Duration.ofSeconds(3);
    private Duration nicknameHold = Duration.ofMinutes(10);

    /** Starts from the defaults. */
    public Builder() {}

    public Builder guests(boolean admitted) {
      guests = admitted;
      return this;
    }

    public Builder leaveGrace(Duration grace) {
      leaveGrace = grace;
      return this;
    }

    public Builder nicknameHold(Duration hold) {
      nicknameHold = hold;
      return this;
    }

    public MemberSettings build() {
      return new MemberSettings(guests, leaveGrace, nicknameHold);
    }
  }
}
