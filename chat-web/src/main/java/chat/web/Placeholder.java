package chat.web;

/** Stands in until the pages is here. */
public final class Placeholder {
  private Placeholder() {}
}
