package chat.web.session;

import java.time.Duration;

/**
 * The timeouts of a WebSocket connection.
 *
 * @param checkInterval between two checks of all connections; a slow client is cut after two of
 *     them, which have to fit into 250 ms
 * @param heartbeatInterval a client that has sent no frame for so long is pinged; one that was
 *     written nothing for so long is sent a heartbeat
 * @param peerTimeout a client that has sent no frame for so long is cut
 * @param closeTimeout for the closing handshake; then the connection is cut
 * @param violationWindow after which the refused messages of a client are counted anew
 */
public record ConnectionTimeouts(
    Duration checkInterval,
    Duration heartbeatInterval,
    Duration peerTimeout,
    Duration closeTimeout,
    Duration violationWindow) {
  public static final ConnectionTimeouts DEFAULTS =
      new ConnectionTimeouts(
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofSeconds(55),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));
}
