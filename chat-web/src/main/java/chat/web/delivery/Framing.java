package chat.web.delivery;

import java.util.Optional;

/** How the texts of a dialect become bytes on a connection. */
public interface Framing {
  /** In place of an entry, for a text that does not tell how far its client is. */
  long NO_ENTRY = -1;

  /** How many bytes a text has once it is framed. */
  int length(byte[] text, long seq);

  /** Writes a framed text at {@code at}, where there must be room for {@link #length}. */
  void put(byte[] into, int at, byte[] text, long seq);

  /**
   * Frames a text.
   *
   * @param text in UTF-8
   * @param seq the entry up to which a client has everything when it has this, or {@link #NO_ENTRY}
   */
  default byte[] frame(byte[] text, long seq) {
    byte[] frame = new byte[length(text, seq)];
    put(frame, 0, text, seq);
    return frame;
  }

  /** Frames a text that is no entry. */
  default byte[] text(byte[] text) {
    return frame(text, NO_ENTRY);
  }

  /** The bytes that ask a silent client for an answer; empty where clients cannot answer. */
  Optional<byte[]> ping();

  /** The last bytes of a connection that is closed for a reason. */
  byte[] close(int code);
}
