package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The two ways to speak to the room: what is sent, and what has to stand around a text heard. */
public enum Subprotocol {
  PLAIN("", "", "", "") {
    @Override
    public boolean surrounds(ByteBuffer in, int from, int to, int text, int end, byte[] name) {
      int colon = from + name.length;
      return text == colon + 1 && in.get(colon) == ':' && stands(in, from, name) && end == to;
    }
  },

  CHAT_V1(
      "Sec-WebSocket-Protocol: chat.v1\r\n",
      "{\"type\":\"say\",\"id\":\"",
      "\",\"text\":\"",
      "\"}") {
    // Only what the contract promises, which is not where the sender's name stands.
    @Override
    public boolean surrounds(ByteBuffer in, int from, int to, int text, int end, byte[] name) {
      int field = text - TEXT_FIELD.length;
      return field > from && end < to && stands(in, field, TEXT_FIELD) && in.get(end) == '"';
    }
  };

  private static final byte[] TEXT_FIELD = "\"text\":\"".getBytes(US_ASCII);

  private final String header;
  private final String beforeId;
  private final String beforeText;
  private final String afterText;

  Subprotocol(String header, String beforeId, String beforeText, String afterText) {
    this.header = header;
    this.beforeId = beforeId;
    this.beforeText = beforeText;
    this.afterText = afterText;
  }

  /** What a handshake says to speak like this: a line, or nothing. */
  String header() {
    return header;
  }

  String beforeId() {
    return beforeId;
  }

  String beforeText() {
    return beforeText;
  }

  String afterText() {
    return afterText;
  }

  /**
   * Whether a text stands in a payload as it should.
   *
   * @param from where the payload begins
   * @param to where the payload ends
   * @param text where the text begins
   * @param end where the text ends
   * @param name the nickname of its sender
   */
  public abstract boolean surrounds(
      ByteBuffer in, int from, int to, int text, int end, byte[] name);

  private static boolean stands(ByteBuffer in, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (in.get(at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
