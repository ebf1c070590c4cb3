package chat.web.metrics;

import java.util.Locale;

/** Why a connection is cut: at once, without a close frame. */
public enum DisconnectReason {
  BEHIND,
  ANSWERS_PILE_UP,
  STUCK,
  IGNORES_CLOSE,
  SILENT,
  ENDED_BY_LISTENER;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
