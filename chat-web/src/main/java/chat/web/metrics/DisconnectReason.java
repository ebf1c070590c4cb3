package chat.web.metrics;

import java.util.Locale;

/** The reason of a disconnect: a connection is ended at once, without a close frame. */
public enum DisconnectReason {
  BEHIND,
  ANSWERS_PILE_UP,
  STUCK,
  IGNORES_CLOSE,
  SILENT,
  ENDED_BY_LISTENER;

  /** The value of the metric's label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
