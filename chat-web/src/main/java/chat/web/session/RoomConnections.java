package chat.web.session;

import chat.core.Rooms;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Admission;
import chat.web.config.MessageLimits;
import chat.web.delivery.Outbox;
import chat.web.delivery.RoomStreams;
import chat.web.listener.ConnectionLimiter;
import java.util.function.BiConsumer;

/**
 * Creates the connections of members in rooms, from the parts of the server that each uses.
 *
 * @param visits called with each member that has joined a room, but guests
 * @param limits are named in the welcome
 */
public record RoomConnections(
    Rooms rooms,
    RoomStreams streams,
    ConnectionMonitor monitor,
    DatabaseOutage outage,
    MemberStates states,
    ConnectionTimeouts timeouts,
    Admission admission,
    ConnectionLimiter limiter,
    BiConsumer<Member, RoomName> visits,
    MessageLimits limits) {
  /** A connection that is admitted, and not open yet. */
  public RoomConnection create(RoomConnection.Handshake handshake, Outbox outbox) {
    return new RoomConnection(this, handshake, outbox);
  }
}
