package chat.web.session;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.LogUnavailableException;
import chat.core.name.Member;
import chat.web.access.Permit;
import chat.web.client.RemoteClient;
import chat.web.delivery.Outbox;
import chat.web.delivery.RoomStream;
import chat.web.delivery.StreamFormat;
import chat.web.protocol.CloseCodes;
import chat.web.protocol.Dialect;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection of a member in a room, a WebSocket or an HTTP stream: joins the room, delivers its
 * stream, and gives everything back at the end.
 */
public final class RoomConnection implements RoomClient {
  private final RoomConnections services;
  private final Handshake handshake;
  private final Outbox outbox;
  private final Liveness liveness;
  private final StateNotifier state;

  // Set by the room when the seat is taken.
  private long lastDelivered;
  private Seat seat;

  RoomConnection(RoomConnections services, Handshake handshake, Outbox outbox) {
    this.services = services;
    this.handshake = handshake;
    this.outbox = outbox;
    liveness = new Liveness(outbox, handshake.dialect(), System.nanoTime());
    Permit permit = handshake.permit();
    state =
        new StateNotifier(
            handshake.dialect(),
            outbox,
            () -> services.states().state(permit.member().id(), permit.room()));
  }

  /**
   * The outcome of a handshake.
   *
   * @param format of the stream
   * @param after the last entry that the client has, if it reconnects
   * @param locale the language of the client's page
   */
  public record Handshake(
      Permit permit, Dialect dialect, StreamFormat format, Optional<Cursor> after, Locale locale) {}

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

  Handshake handshake() {
    return handshake;
  }

  Liveness liveness() {
    return liveness;
  }

  /**
   * Joins the room and begins to write. Closes the connection where it cannot.
   *
   * @param joined called with the seat, before anything is written
   */
  public void open(Consumer<Seat> joined) {
    // First, because the monitor cuts a client that ignores a close.
    services.monitor().add(this);
    try {
      join(joined);
    } catch (RuntimeException e) {
      boolean isAway = e instanceof LogUnavailableException && services.outage().isPossible();
      if (!services.admission().isDraining() && !isAway) {
        outbox.refuse(CloseCodes.INTERNAL_ERROR);
        throw e;
      }
      // It was admitted just before the draining began or the database went away.
      outbox.refuse(CloseCodes.SERVER_RESTARTS);
    }
    if (services.admission().isDraining() || services.admission().isDatabaseAway()) {
      // The connections that were here before have been closed already.
      outbox.close(CloseCodes.SERVER_RESTARTS);
    }
    // Checked before a message is read: the permit may have been revoked during the handshake.
    services.admission().revocation(handshake.permit()).ifPresent(this::removed);
  }

  private void join(Consumer<Seat> joined) {
    Permit permit = handshake.permit();
    handshake.after().ifPresent(this::catchUp);
    seat = services.rooms().join(permit.room(), member(), this);
    permit.joined();
    if (!permit.isOfGuest()) {
      services.visits().accept(member(), permit.room());
    }
    joined.accept(seat);
    var replay =
        new Replay(
            handshake.dialect(), outbox.framing(), services.limits(), stream(seat.room()).replay());
    outbox.start(replay.opening(seat, lastDelivered, handshake.after()));
    state.opened();
  }

  private RoomStream stream(ChatRoom room) {
    return services.streams().of(room, handshake.dialect(), handshake.format());
  }

  /** A client that was at another server may have entries of which this one was not notified. */
  private void catchUp(Cursor after) {
    services
        .rooms()
        .find(handshake.permit().room())
        .ifPresent(room -> room.transcript().catchUp(after));
  }

  /** Notifies the client if another state holds for its member and room than before. */
  void updateState() {
    state.update();
  }

  @Override
  public void joined(ChatRoom room, long last) {
    lastDelivered = last;
    outbox.attach(stream(room));
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

  /** Called once by the connection's reader, however the connection ended. */
  public void ended() {
    services.monitor().remove(this);
    try {
      outbox.end(services.timeouts().closeTimeout());
    } finally {
      release();
    }
  }

  private void release() {
    if (seat != null) {
      seat.leave();
    }
    handshake.permit().release();
    services.limiter().closed();
  }
}
