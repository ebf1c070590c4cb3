package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/** The subprotocols of the chat: what a client sends, and what has to surround a received text. */
public enum Subprotocol {
  PLAIN("", "", "", "") {
    @Override
    public boolean matches(ByteBuffer in, int from, int to, int text, int end, byte[] name) {
      int colon = from + name.length;
      return text == colon + 1 && in.get(colon) == ':' && hasBytesAt(in, from, name) && end == to;
    }
  },

  CHAT_V1(
      "Sec-WebSocket-Protocol: chat.v1\r\n",
      "{\"type\":\"say\",\"id\":\"",
      "\",\"text\":\"",
      "\"}") {
    // Only what the protocol promises is checked; the position of the sender's name is not
    // promised.
    @Override
    public boolean matches(ByteBuffer in, int from, int to, int text, int end, byte[] name) {
      int field = text - TEXT_FIELD.length;
      return field > from && end < to && hasBytesAt(in, field, TEXT_FIELD) && in.get(end) == '"';
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

  /** The header line that requests the subprotocol, or empty. */
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
   * Whether a payload surrounds a text as this subprotocol demands.
   *
   * @param from the index of the payload
   * @param to the index after the payload
   * @param text the index of the text
   * @param end the index after the text
   * @param name the nickname of its sender
   */
  public abstract boolean matches(ByteBuffer in, int from, int to, int text, int end, byte[] name);

  private static boolean hasBytesAt(ByteBuffer in, int at, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (in.get(at + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
