package chat.web;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A frame as the server sent it. */
final class ServerFrame {
  private static final int FIN = 0x80;

  private final int firstByte;
  private final byte[] payload;

  ServerFrame(int firstByte, byte[] payload) {
    this.firstByte = firstByte;
    this.payload = payload;
  }

  byte[] payload() {
    return payload;
  }

  boolean isText() {
    return firstByte == (FIN | ClientFrames.TEXT);
  }

  boolean isClose() {
    return firstByte == (FIN | ClientFrames.CLOSE);
  }

  boolean isPing() {
    return firstByte == (FIN | ClientFrames.PING);
  }

  boolean isPong() {
    return firstByte == (FIN | ClientFrames.PONG);
  }

  String text() {
    return new String(payload, UTF_8);
  }

  int closeCode() {
    return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
  }

  @Override
  public String toString() {
    return isClose() ? "close " + closeCode() : Integer.toHexString(firstByte) + " " + text();
  }
}
