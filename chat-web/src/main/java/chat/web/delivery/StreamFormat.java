package chat.web.delivery;

/** The formats of the streams of a room. */
public enum StreamFormat {
  /** Frames of a WebSocket. */
  WEB_SOCKET {
    @Override
    public Framing framing(String epoch) {
      return FRAMES;
    }
  },
  /** Server-sent events. */
  EVENTS {
    @Override
    public Framing framing(String epoch) {
      return new EventFraming(epoch);
    }
  },
  /** Lines of text. */
  LINES {
    @Override
    public Framing framing(String epoch) {
      return new LineFraming();
    }
  };

  private static final Framing FRAMES = new WebSocketFraming();

  /**
   * The framing of this format.
   *
   * @param epoch of the room's numbering
   */
  public abstract Framing framing(String epoch);
}
