package chat.core.log;

/**
 * What becomes of one draft: exactly one of the two is called, once, possibly by another thread and
 * under a lock. Must neither block nor throw.
 */
public interface Receipt {
  /** For those who do not want to know (the plain dialect has no acknowledgements). */
  Receipt NONE =
      new Receipt() {
        @Override
        public void kept(long seq) {}

        @Override
        public void refused(Refusal refusal) {}
      };

  /** It is entry {@code seq}, and is kept. */
  void kept(long seq);

  /** Nobody has heard it and nobody will, unless it is sent again. */
  void refused(Refusal refusal);
}
