package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A message as its sender writes it; one array that each message is written into anew. */
public final class OutgoingMessage {
  private static final int ID_LENGTH = 16;

  private final MessagePayload mark;
  private final byte[] payload;
  private final int idAt;
  private final int textAt;

  public OutgoingMessage(Subprotocol speech, MessagePayload mark) {
    this.mark = mark;
    boolean hasId = !speech.beforeId().isEmpty();
    idAt = hasId ? speech.beforeId().length() : -1;
    textAt = speech.beforeId().length() + (hasId ? ID_LENGTH : 0) + speech.beforeText().length();
    payload = new byte[textAt + mark.size() + speech.afterText().length()];
    put(speech.beforeId(), 0);
    put(speech.beforeText(), textAt - speech.beforeText().length());
    put(speech.afterText(), textAt + mark.size());
  }

  private void put(String fixed, int at) {
    System.arraycopy(fixed.getBytes(US_ASCII), 0, payload, at, fixed.length());
  }

  /** Says something else; the array is the same each time. */
  public byte[] say(int sender, int seq, long nanos) {
    if (idAt >= 0) {
      putHex(idAt, sender);
      putHex(idAt + ID_LENGTH / 2, seq);
    }
    mark.write(payload, textAt, sender, seq, nanos);
    return payload;
  }

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(US_ASCII);

  private void putHex(int at, int value) {
    for (int i = 0; i < ID_LENGTH / 2; i++) {
      payload[at + i] = DIGITS[value >>> (28 - 4 * i) & 0xF];
    }
  }
}
