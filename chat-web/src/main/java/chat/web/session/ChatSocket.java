package chat.web.session;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import chat.core.Rooms;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.LogUnavailableException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Admission;
import chat.web.access.Permit;
import chat.web.client.RemoteClient;
import chat.web.config.MessageLimits;
import chat.web.delivery.Outbox;
import chat.web.delivery.RoomStreams;
import chat.web.delivery.SharedReplay;
import chat.web.i18n.Messages;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.CloseCodes;
import chat.web.protocol.Dialect;
import chat.web.watch.RoomWatcher;
import chat.web.watch.RoomWatches;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The listener of one WebSocket: joins the room, passes messages to its {@link CommandHandler}, and
 * gives everything back at the end.
 */
public final class ChatSocket implements WsListener, RoomClient {
  private final Rooms rooms;
  private final RoomStreams streams;
  private final ConnectionMonitor monitor;
  private final DatabaseOutage outage;
  private final MemberStates states;
  private final ConnectionTimeouts timeouts;
  private final Admission admission;
  private final ConnectionLimiter connections;
  private final BiConsumer<Member, RoomName> visits;
  private final RoomWatches watches;
  private final MessageLimits limits;
  private final ServerMetrics metrics;

  // Set by the upgrader, before the connection is handled.
  private Handshake handshake;
  private Outbox outbox;
  private Liveness liveness;
  private StateNotifier state;

  // Set by the room when the seat is taken.
  private long lastDelivered;
  private Seat seat;
  private CommandHandler commands;
  // Null until the client watches rooms. Of the reader.
  private RoomWatcher watcher;

  public ChatSocket(
      Rooms rooms,
      RoomStreams streams,
      ConnectionMonitor monitor,
      DatabaseOutage outage,
      MemberStates states,
      ConnectionTimeouts timeouts,
      Admission admission,
      ConnectionLimiter connections,
      BiConsumer<Member, RoomName> visits,
      RoomWatches watches,
      MessageLimits limits,
      ServerMetrics metrics) {
    this.rooms = rooms;
    this.streams = streams;
    this.monitor = monitor;
    this.outage = outage;
    this.states = states;
    this.timeouts = timeouts;
    this.admission = admission;
    this.connections = connections;
    this.visits = visits;
    this.watches = watches;
    this.limits = limits;
    this.metrics = metrics;
  }

  /**
   * The outcome of a handshake.
   *
   * @param after the last entry that the client has, if it reconnects
   * @param locale the language of the client's page
   */
  record Handshake(Permit permit, Dialect dialect, Optional<Cursor> after, Locale locale) {}

  /** Called by the upgrader, before the connection is handled. */
  void accept(Handshake accepted, Outbox newOutbox) {
    handshake = accepted;
    outbox = newOutbox;
    liveness = new Liveness(newOutbox, accepted.dialect(), System.nanoTime());
    Permit permit = accepted.permit();
    state =
        new StateNotifier(
            accepted.dialect(), newOutbox, () -> states.state(permit.member().id(), permit.room()));
  }

  public Member member() {
    return handshake.permit().member();
  }

  /** The client's address and scheme. */
  public RemoteClient client() {
    return handshake.permit().client();
  }

  public Outbox outbox() {
    return outbox;
  }

  Dialect dialect() {
    return handshake.dialect();
  }

  Liveness liveness() {
    return liveness;
  }

  @Override
  public void onOpen(WsSession session) {
    // First, because the monitor cuts a client that ignores a close.
    monitor.add(this);
    try {
      join();
    } catch (RuntimeException e) {
      boolean isAway = e instanceof LogUnavailableException && outage.isPossible();
      if (!admission.isDraining() && !isAway) {
        outbox.refuse(CloseCodes.INTERNAL_ERROR);
        throw e;
      }
      // It was admitted just before the draining began or the database went away.
      outbox.refuse(CloseCodes.SERVER_RESTARTS);
    }
    if (admission.isDraining() || admission.isDatabaseAway()) {
      // The connections that were here before have been closed already.
      outbox.close(CloseCodes.SERVER_RESTARTS);
    }
    // Checked before a message is read: the permit may have been revoked during the handshake.
    admission.revocation(handshake.permit()).ifPresent(this::removed);
  }

  private void join() {
    Dialect dialect = handshake.dialect();
    handshake.after().ifPresent(this::catchUp);
    seat = rooms.join(handshake.permit().room(), member(), this);
    handshake.permit().joined();
    if (!handshake.permit().isOfGuest()) {
      visits.accept(member(), handshake.permit().room());
    }
    commands =
        new CommandHandler(
            seat,
            dialect,
            Messages.of(handshake.locale()),
            outbox,
            this::watch,
            metrics,
            timeouts.violationWindow());
    SharedReplay shared = streams.of(seat.room(), dialect).replay();
    outbox.start(
        new Replay(dialect, limits, shared).opening(seat, lastDelivered, handshake.after()));
    state.opened();
  }

  /** Notifies the client if another state holds for its member and room than before. */
  void updateState() {
    state.update();
  }

  private void watch(List<RoomName> watched) {
    if (watcher == null) {
      watcher = new RoomWatcher(member(), client(), dialect(), outbox);
    }
    watches.watch(watcher, watched);
  }

  /** A client that was at another server may have entries of which this one was not notified. */
  private void catchUp(Cursor after) {
    rooms.find(handshake.permit().room()).ifPresent(room -> room.transcript().catchUp(after));
  }

  @Override
  public void joined(ChatRoom room, long last) {
    lastDelivered = last;
    outbox.attach(streams.of(room, handshake.dialect()));
  }

  @Override
  public void removed(RemovalReason reason) {
    if (reason == RemovalReason.ROOM_CLOSED) {
      // Before the close frame, which does not say until when.
      updateState();
    }
    outbox.close(
        switch (reason) {
          case SIGNED_OUT -> CloseCodes.SIGNED_OUT;
          case REMOVED -> CloseCodes.REMOVED;
          case ROOM_CLOSED -> CloseCodes.ROOM_CLOSED;
          case STREAM_ENDED -> CloseCodes.SERVER_RESTARTS;
        });
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
    if (!admission.isDraining()) {
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
    liveness.frameReceived(System.nanoTime());
  }

  /** Called once by the connection's reader, however the connection ended. */
  void ended() {
    monitor.remove(this);
    try {
      outbox.end(timeouts.closeTimeout());
    } finally {
      release();
    }
  }

  private void release() {
    if (watcher != null) {
      watches.remove(watcher);
    }
    if (seat != null) {
      seat.leave();
    }
    handshake.permit().release();
    connections.closed();
  }
}
