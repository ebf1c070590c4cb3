package chat.core.log;

/**
 * The acknowledgement of one draft: exactly one of the two methods is called, once, possibly by
 * another thread and under a lock. Must neither block nor throw.
 */
public interface Receipt {
  /** Ignores the acknowledgement (the plain dialect has none). */
  Receipt NONE =
      new Receipt() {
        @Override
        public void kept(long seq) {}

        @Override
        public void refused(Refusal refusal) {}
      };

  /** Called when the draft is kept, as entry {@code seq}. */
  void kept(long seq);

  /** Called when the draft is not kept; no client gets it unless it is sent again. */
  void refused(Refusal refusal);
}
