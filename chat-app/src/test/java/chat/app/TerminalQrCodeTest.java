package chat.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code in a terminal has each module of the QR code, and a light margin. */
class TerminalQrCodeTest {
  private static final String URL = "http://192.0.2.7:8180/";
  private static final int MARGIN = 2;

  private static boolean isDark(String line, int x, boolean upper) {
    char c = line.charAt(x);
    assertThat(" ▀▄█").contains(String.valueOf(c));
    return c == ' ' || c == (upper ? '▄' : '▀');
  }

  @Test
  void hasEachModuleAndAMargin() {
    List<String> lines =
        TerminalQrCode.of(URL)
            .lines()
            .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
            .toList();
    QrCode code = QrCode.encodeText(URL, QrCode.Ecc.LOW);
    int size = code.size + 2 * MARGIN;
    assertThat(lines).hasSize((size + 1) / 2).hasSizeLessThan(20);
    assertThat(lines).allMatch(line -> line.length() == size);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        assertThat(isDark(lines.get(y / 2), x, y % 2 == 0))
            .as(x + ", " + y)
            .isEqualTo(code.getModule(x - MARGIN, y - MARGIN));
      }
    }
  }

  @Test
  void hasItsOwnColoursInEachLine() {
    assertThat(TerminalQrCode.of(URL).lines())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("\u001b[97;40m") && line.endsWith("\u001b[0m"));
  }
}
