package chat.app;

import io.nayuki.qrcodegen.QrCode;

/** A QR code for a terminal: two rows of modules in one line of text, white on black. */
final class TerminalQrCode {
  /** In modules: half of what ISO/IEC 18004 requires, because a terminal has 24 lines. */
  private static final int QUIET_ZONE = 2;

  /** Set, because a terminal may have any colours of its own. */
  private static final String WHITE_ON_BLACK = "\u001b[97;40m";

  private static final String DEFAULT_COLOURS = "\u001b[0m";

  private TerminalQrCode() {}

  /** The lines of the code of a text. */
  static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    var lines = new StringBuilder();
    for (int y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
      lines.append(WHITE_ON_BLACK);
      for (int x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
        lines.append(character(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      lines.append(DEFAULT_COLOURS).append('\n');
    }
    return lines.toString();
  }

  private static char character(boolean upperIsDark, boolean lowerIsDark) {
    if (upperIsDark) {
      return lowerIsDark ? ' ' : '▄';
    }
    return lowerIsDark ? '▀' : '█';
  }
}
