package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * A message as its sender writes it. All messages are written into one array, so that none
 * allocates.
 */
public final class OutgoingMessage {
  private static final int ID_LENGTH = 16;

  private final MessagePayload payload;
  private final byte[] bytes;
  private final int idAt;
  private final int textAt;

  public OutgoingMessage(Subprotocol subprotocol, MessagePayload payload) {
    this.payload = payload;
    boolean hasId = !subprotocol.beforeId().isEmpty();
    idAt = hasId ? subprotocol.beforeId().length() : -1;
    textAt =
        subprotocol.beforeId().length()
            + (hasId ? ID_LENGTH : 0)
            + subprotocol.beforeText().length();
    bytes = new byte[textAt + payload.size() + subprotocol.afterText().length()];
    put(subprotocol.beforeId(), 0);
    put(subprotocol.beforeText(), textAt - subprotocol.beforeText().length());
    put(subprotocol.afterText(), textAt + payload.size());
  }

  private void put(String fixed, int at) {
    System.arraycopy(fixed.getBytes(US_ASCII), 0, bytes, at, fixed.length());
  }

  /** Writes the next message; the returned array is the same each time. */
  public byte[] write(int sender, int seq, long nanos) {
    if (idAt >= 0) {
      putHex(idAt, sender);
      putHex(idAt + ID_LENGTH / 2, seq);
    }
    payload.write(bytes, textAt, sender, seq, nanos);
    return bytes;
  }

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private void putHex(int at, int value) {
    for (int i = 0; i < ID_LENGTH / 2; i++) {
      bytes[at + i] = DIGITS[value >>> (28 - 4 * i) & 0xF];
    }
  }
}
