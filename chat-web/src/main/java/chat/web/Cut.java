package chat.web;

import java.util.Locale;

/** Why a connection is cut: at once, without a close frame. */
enum Cut {
  BEHIND,
  ANSWERS_PILE_UP,
  STUCK,
  IGNORES_CLOSE,
  SILENT,
  ENDED_BY_LISTENER;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
