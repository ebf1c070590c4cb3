package chat.web.session;

import chat.core.Seat;
import chat.core.name.RoomName;
import chat.web.i18n.Messages;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.watch.RoomWatcher;
import chat.web.watch.RoomWatches;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.List;

/** The listener of one WebSocket: passes messages to its {@link CommandHandler}. */
public final class ChatSocket implements WsListener {
  private final RoomConnections services;
  private final RoomWatches watches;
  private final ServerMetrics metrics;

  // Set by the upgrader, before the connection is handled.
  private RoomConnection connection;

  // Set when the seat is taken.
  private CommandHandler commands;
  // Null until the client watches rooms. Of the reader.
  private RoomWatcher watcher;

  public ChatSocket(RoomConnections services, RoomWatches watches, ServerMetrics metrics) {
    this.services = services;
    this.watches = watches;
    this.metrics = metrics;
  }

  /** Called by the upgrader, before the connection is handled. */
  void accept(RoomConnection newConnection) {
    connection = newConnection;
  }

  @Override
  public void onOpen(WsSession session) {
    connection.open(this::joined);
  }

  private void joined(Seat seat) {
    RoomConnection.Handshake handshake = connection.handshake();
    commands =
        new CommandHandler(
            seat,
            handshake.dialect(),
            Messages.of(handshake.locale()),
            connection.outbox(),
            this::watch,
            metrics,
            services.timeouts().violationWindow());
  }

  private void watch(List<RoomName> watched) {
    if (watcher == null) {
      watcher =
          new RoomWatcher(
              connection.member(),
              connection.client(),
              connection.handshake().dialect(),
              connection.outbox());
    }
    watches.watch(watcher, watched);
  }

  @Override
  public void onPing(WsSession session, BufferData payload) {
    commands.countIdleFrame();
    session.pong(payload);
  }

  @Override
  public void onPong(WsSession session, BufferData payload) {
    commands.countIdleFrame();
  }

  /** A fragment of a message without a part of the message. */
  void emptyFragmentReceived() {
    commands.countIdleFrame();
  }

  @Override
  public void onMessage(WsSession session, String text, boolean last) {
    // While draining nothing is answered, so the client sends it again when the server is back.
    if (!services.admission().isDraining()) {
      commands.handle(text);
    }
  }

  /** The client broke the protocol, and its connection is being closed with this code. */
  void closedFor(int code) {
    if (code == WsCloseCodes.TOO_BIG) {
      metrics.limitHit(Limit.MESSAGE_SIZE);
    }
  }

  /** A frame has arrived, of any kind. */
  void frameReceived() {
    connection.liveness().frameReceived(System.nanoTime());
  }

  /** Called once by the connection's reader, however the connection ended. */
  void ended() {
    if (watcher != null) {
      watches.remove(watcher);
    }
    connection.ended();
  }
}
