package chat.core.name;

import java.io.Serializable;
import java.util.Locale;

/** Input of a person that is not accepted, with the reason as a stable code. */
public abstract class InvalidInputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The reason why input is not accepted: an enum constant. */
  public interface Reason extends Serializable {
    String name();

    /** The reason in the form {@code too-long}. */
    default String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;

  protected InvalidInputException(Reason reason) {
    super(reason.code());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
