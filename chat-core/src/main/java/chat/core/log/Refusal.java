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
  /** The stable codes of the wire contract. */
  public enum Code {
    TOO_LONG,
    EMPTY,
    TOO_FAST,
    SLOW,
    MUTED,
    NOT_YOURS,
    NO_SUCH_MESSAGE,
    NO_SUCH_FILE,
    BAD_FRAME,
    UNKNOWN_TYPE,
    NOT_KEPT;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The code in the form {@code too-long}, as on the wire. */
    public String text() {
      return text;
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
