package chat.web.metrics;

import java.util.Locale;

/** Everything that has a limit. Each counts how often it was met. */
public enum Limit {
  /** A member sent more messages than its rate allows, or is muted, or the room is slow. */
  MESSAGE_RATE,
  /** Somebody kept at it, and was closed with 1008. */
  PATIENCE,
  TEXT_LENGTH,
  MESSAGE_SIZE,
  SIGN_INS,
  PREVIEWS,
  SEARCHES,
  CONNECTIONS,
  NEW_CONNECTIONS,
  ROOMS,
  ROOMS_PER_MEMBER,
  ADDRESS_LENGTH,
  HEADER_SIZE,
  FORM_SIZE,
  /** A request's head, or a TLS handshake, did not come in time. */
  HEAD_TIME,
  REQUEST_TIME,
  /** A connection that had its answers and asked nothing more. */
  KEEP_ALIVE,
  /** Connections of one address that are no WebSockets. */
  HTTP_CONNECTIONS,
  TCP_CONNECTIONS;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
