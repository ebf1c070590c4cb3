package chat.web.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.web.delivery.FrameEncoder;
import chat.web.delivery.Outbox;
import chat.web.metrics.DisconnectReason;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.WsSession;

/** Helidon's view of a connection: everything that is sent goes to the outbox. */
record OutboxSession(Outbox outbox, SocketContext socketContext) implements WsSession {
  @Override
  public WsSession send(String text, boolean last) {
    outbox.offerText(text.getBytes(UTF_8));
    return this;
  }

  @Override
  public WsSession send(BufferData binary, boolean last) {
    throw new UnsupportedOperationException("a room sends text");
  }

  @Override
  public WsSession ping(BufferData payload) {
    outbox.offer(FrameEncoder.ping(payload.readBytes()));
    return this;
  }

  @Override
  public WsSession pong(BufferData payload) {
    outbox.offer(FrameEncoder.pong(payload.readBytes()));
    return this;
  }

  @Override
  public WsSession close(int code, String reason) {
    outbox.close(code);
    return this;
  }

  @Override
  public WsSession terminate() {
    outbox.cut(DisconnectReason.ENDED_BY_LISTENER);
    return this;
  }
}
