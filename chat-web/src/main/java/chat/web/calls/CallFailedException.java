package chat.web.calls;

/** A try of a call has failed; the message is a reason for the log, without the bot's address. */
final class CallFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  CallFailedException(String reason) {
    super(reason, null, false, false);
  }
}
