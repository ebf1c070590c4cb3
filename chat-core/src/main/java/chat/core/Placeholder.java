package chat.core;

/** Stands in until the room is here. */
public final class Placeholder {
  private Placeholder() {}
}
