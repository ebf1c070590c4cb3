package chat.app;

/** A setting that cannot be used: one sentence that names it and says what to do. */
final class WrongSetting extends Exception {
  private static final long serialVersionUID = 1L;

  WrongSetting(String sentence) {
    super(sentence, null, false, false);
  }
}
