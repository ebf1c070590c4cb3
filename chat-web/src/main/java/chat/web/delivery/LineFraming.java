package chat.web.delivery;

import java.util.Optional;

/**
 * Each text is one line. Further lines of a text begin with a tab, because a text could else
 * contain the line of another member.
 */
final class LineFraming implements Framing {
  private static final byte[] NOTHING = {};

  @Override
  public int length(byte[] text, long seq) {
    int length = text.length + 1;
    for (int i = 0; i < text.length; i++) {
      if (endsLine(text, i)) {
        length++;
      }
    }
    return length;
  }

  @Override
  public void put(byte[] into, int at, byte[] text, long seq) {
    int next = at;
    for (int i = 0; i < text.length; i++) {
      into[next++] = text[i];
      if (endsLine(text, i)) {
        into[next++] = '\t';
      }
    }
    into[next] = '\n';
  }

  /** Whether a byte of UTF-8 is the last one of a line break: LF, U+2028 or U+2029. */
  private static boolean endsLine(byte[] text, int i) {
    return text[i] == '\n'
        || (i >= 2
            && (text[i] == (byte) 0xA8 || text[i] == (byte) 0xA9)
            && text[i - 1] == (byte) 0x80
            && text[i - 2] == (byte) 0xE2);
  }

  @Override
  public Optional<byte[]> ping() {
    return Optional.empty();
  }

  @Override
  public byte[] close(int code) {
    return NOTHING;
  }
}
