package chat.web.session;

import java.time.Duration;

/**
 * The periods of a WebSocket connection.
 *
 * @param checkInterval between two checks of all connections; two of them, which a slow client is
 *     cut after, fit into a quarter of a second
 * @param silence without a frame from the client before it is pinged, and without a write before it
 *     is sent a beat
 * @param dead without a frame from the client before it is cut
 * @param linger for the close frames to get through, before the connection is cut
 * @param violations after which the refused messages of a client are counted anew
 */
public record ConnectionTimeouts(
    Duration checkInterval, Duration silence, Duration dead, Duration linger, Duration violations) {
  public static final ConnectionTimeouts DEFAULTS =
      new ConnectionTimeouts(
          Duration.ofMillis(100),
          Duration.ofSeconds(20),
          Duration.ofSeconds(55),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1));
}
