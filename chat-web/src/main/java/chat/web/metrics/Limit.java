package chat.web.metrics;

import java.util.Locale;

/** The limits that {@code /metrics} counts hits of. */
public enum Limit {
  /** A member sent more messages than its rate allows, or is muted, or the room is in slow mode. */
  MESSAGE_RATE,
  /**
   * A connection hit {@link #MESSAGE_RATE} too often, or sent too many pings and the like, and was
   * closed with 1008; {@code patience} in the metrics.
   */
  RATE_VIOLATIONS,
  TEXT_LENGTH,
  MESSAGE_SIZE,
  SIGN_INS,
  PREVIEWS,
  SEARCHES,
  /** A member read history, members or summaries of rooms by HTTP too often. */
  READS,
  CONNECTIONS,
  NEW_CONNECTIONS,
  ROOMS,
  ROOMS_PER_MEMBER,
  ADDRESS_LENGTH,
  HEADER_SIZE,
  FORM_SIZE,
  FILE_SIZE,
  /** A member, or an address, sent too many files in an hour. */
  FILES,
  /** The bytes of all files. */
  FILES_TOTAL,
  /** A request's head, or a TLS handshake, did not arrive in time. */
  HEAD_TIME,
  REQUEST_TIME,
  /** The bytes of a file moved too slowly, or not at all. */
  TRANSFER_TIME,
  /** A connection sent no further request. */
  KEEP_ALIVE,
  /** Connections of one address that are not WebSockets. */
  HTTP_CONNECTIONS,
  TCP_CONNECTIONS;

  /** The value of the metric's label. */
  public String label() {
    return this == RATE_VIOLATIONS ? "patience" : name().toLowerCase(Locale.ROOT);
  }
}
