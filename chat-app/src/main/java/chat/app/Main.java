package chat.app;

/** Stands in until the server is here. */
public final class Main {
  private Main() {}

  static void main() {}
}
