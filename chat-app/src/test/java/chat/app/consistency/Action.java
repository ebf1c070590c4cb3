package chat.app.consistency;

/** An action of a member, as it is requested and as it is delivered. */
sealed interface Action {
  record Say(String text) implements Action {}

  record Edit(long of, String text) implements Action {}

  record Delete(long of) implements Action {}

  record React(long of, String emoji, boolean on) implements Action {}

  /** The message that the action changes, or 0 for a new message. */
  default long target() {
    return switch (this) {
      case Say say -> 0;
      case Edit edit -> edit.of;
      case Delete delete -> delete.of;
      case React react -> react.of;
    };
  }

  /** The same without its text, as it is delivered after its message was deleted. */
  default Action withoutText() {
    return switch (this) {
      case Say say -> new Say("");
      case Edit edit -> new Edit(edit.of, "");
      case Delete delete -> delete;
      case React react -> react;
    };
  }
}
