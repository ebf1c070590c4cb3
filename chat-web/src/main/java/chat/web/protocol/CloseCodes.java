package chat.web.protocol;

/** The codes that the server closes a connection with, beside those of a protocol error. */
public final class CloseCodes {
  /** The client keeps sending faster than its rate. */
  public static final int TOO_FAST = 1008;

  public static final int INTERNAL_ERROR = 1011;
  public static final int SERVER_RESTARTS = 1012;
  public static final int SIGNED_OUT = 4001;
  public static final int REMOVED = 4002;
  public static final int ROOM_CLOSED = 4003;

  /** 5 s: clients come back after a random wait, because all at once would be too many. */
  public static final int MAX_WAIT_MILLIS = 5_000;

  private static final int FIRST_FINAL = 4_000;

  private CloseCodes() {}

  /** Whether a client that was closed with a code must not come back by itself. */
  public static boolean isFinal(int code) {
    return code >= FIRST_FINAL;
  }
}
