package chat.app.check;

/** What a member does, as it asks for it and as others hear of it. */
sealed interface Deed {
  record Say(String text) implements Deed {}

  record Edit(long of, String text) implements Deed {}

  record Delete(long of) implements Deed {}

  record React(long of, String emoji, boolean on) implements Deed {}

  /** The message that it is about, or 0 where it is one itself. */
  default long about() {
    return switch (this) {
      case Say say -> 0;
      case Edit edit -> edit.of;
      case Delete delete -> delete.of;
      case React react -> react.of;
    };
  }

  /** The same without its text, as it is told once its message was taken back. */
  default Deed erased() {
    return switch (this) {
      case Say say -> new Say("");
      case Edit edit -> new Edit(edit.of, "");
      case Delete delete -> delete;
      case React react -> react;
    };
  }
}
