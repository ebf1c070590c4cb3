package chat.core.log;

import java.time.Duration;
import java.util.Locale;

/**
 * The reason why a draft or a command was refused.
 *
 * @param retryAfter how long to wait, for {@link Code#TOO_FAST}, {@link Code#SLOW} and {@link
 *     Code#MUTED}; else zero
 */
public record Refusal(Code code, Duration retryAfter) {
  /** The reasons. Each has a sentence of its own, and one of the stable codes of the protocol. */
  public enum Code {
    TOO_LONG,
    EMPTY,
    TOO_FAST,
    SLOW,
    MUTED,
    NOT_YOURS,
    /** The room has as many pinned messages as it may have. */
    TOO_MANY_PINS("not-yours"),
    /** The owner allows no pins in the room. */
    PINS_OFF("not-yours"),
    NO_SUCH_MESSAGE,
    NO_SUCH_FILE,
    BAD_FRAME,
    UNKNOWN_TYPE,
    NOT_KEPT;

    private final String reason = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String text;

    Code() {
      text = reason;
    }

    Code(String text) {
      this.text = text;
    }

    /** The code in the form {@code too-long}, as on the wire. */
    public String text() {
      return text;
    }

    /** The key of the sentence; differs from the code where one code has several reasons. */
    public String reason() {
      return reason;
    }
  }

  public static Refusal of(Code code) {
    return new Refusal(code, Duration.ZERO);
  }

  public static Refusal tooFast(Duration retryAfter) {
    return new Refusal(Code.TOO_FAST, retryAfter);
  }

  /** The room is in slow mode. */
  public static Refusal slow(Duration retryAfter) {
    return new Refusal(Code.SLOW, retryAfter);
  }

  /** The member is muted for so long. */
  public static Refusal muted(Duration remaining) {
    return new Refusal(Code.MUTED, remaining);
  }
}
