package chat.app;

/** A setting that is wrong. The message is one sentence that names it and says what to do. */
final class InvalidSettingException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSettingException(String sentence) {
    super(sentence, null, false, false);
  }
}
