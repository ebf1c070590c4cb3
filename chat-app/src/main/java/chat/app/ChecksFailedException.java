package chat.app;

/** The checks of the doctor have found something that fails. */
final class ChecksFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param sentence for the owner
   */
  ChecksFailedException(String sentence) {
    super(sentence);
  }
}
