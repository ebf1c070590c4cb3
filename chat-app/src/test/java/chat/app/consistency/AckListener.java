package chat.app.consistency;

/** Is notified of the time that each acknowledgement took. */
interface AckListener {
  AckListener NONE = (_, _, _) -> {};

  /**
   * A request was acknowledged on the connection on which it was sent.
   *
   * @param clientPort the port of the client's end of the connection
   * @param sentNanos when it was sent, by {@link System#nanoTime}
   * @param nanos how long it took
   */
  void acknowledged(int clientPort, long sentNanos, long nanos);
}
