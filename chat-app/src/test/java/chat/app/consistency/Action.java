package chat.app.consistency;

/** What a member does, as it asks for it and as others hear of it. */
sealed interface Action {
  record Say(String text) implements Action {}

  record Edit(long of, String text) implements Action {}

  record Delete(long of) implements Action {}

  record React(long of, String emoji, boolean on) implements Action {}

  /** The message that it is about, or 0 where it is one itself. */
  default long target() {
    return switch (this) {
      case Say say -> 0;
      case Edit edit -> edit.of;
      case Delete delete -> delete.of;
      case React react -> react.of;
    };
  }

  /** The same without its text, as it is told once its message was taken back. */
  default Action withoutText() {
    return switch (this) {
      case Say say -> new Say("");
      case Edit edit -> new Edit(edit.of, "");
      case Delete delete -> delete;
      case React react -> react;
    };
  }
}
