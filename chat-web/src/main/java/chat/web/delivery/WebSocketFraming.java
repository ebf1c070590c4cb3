package chat.web.delivery;

import java.util.Optional;

/** Each text is one text frame of a WebSocket. */
final class WebSocketFraming implements Framing {
  private static final Optional<byte[]> PING = Optional.of(FrameEncoder.EMPTY_PING);

  @Override
  public int length(byte[] text, long seq) {
    return FrameEncoder.textLength(text.length);
  }

  @Override
  public void put(byte[] into, int at, byte[] text, long seq) {
    FrameEncoder.putText(into, at, text);
  }

  @Override
  public Optional<byte[]> ping() {
    return PING;
  }

  @Override
  public byte[] close(int code) {
    return FrameEncoder.close(code);
  }
}
