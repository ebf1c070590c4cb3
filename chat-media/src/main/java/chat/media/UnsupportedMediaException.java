package chat.media;

import java.io.Serial;

/** The file is refused: the reason has a code that stays, and the message is for the log. */
public final class UnsupportedMediaException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** The reason of a refusal. */
  public enum Reason {
    /** A picture or film of a type whose metadata cannot be removed. */
    NOT_CLEANABLE("not-cleanable"),
    /** A truncated file, or one whose content contradicts its type. */
    DAMAGED("damaged-file"),
    /** A picture with more pixels than a browser displays safely. */
    TOO_MANY_PIXELS("too-many-pixels");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The code for programs and for the texts of the page. */
    public String code() {
      return code;
    }
  }

  private final Reason reason;

  UnsupportedMediaException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The reason of the refusal. */
  public Reason reason() {
    return reason;
  }
}
