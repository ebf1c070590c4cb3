package chat.web.protocol;

/** The codes that the server closes a WebSocket with, beside those of a protocol error. */
public final class CloseCodes {
  /** The client keeps sending faster than its rate. */
  public static final int TOO_FAST = 1008;

  public static final int INTERNAL_ERROR = 1011;
  public static final int SERVER_RESTARTS = 1012;
  public static final int SIGNED_OUT = 4001;
  public static final int REMOVED = 4002;
  public static final int ROOM_CLOSED = 4003;

  private CloseCodes() {}
}
