package chat.web.markdown;

import chat.core.name.InvisibleCharacters;

/** Texts without what cannot be seen, though most of it is no blank. */
final class Invisible {
  private Invisible() {}

  static String remove(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .filter(point -> !InvisibleCharacters.contains(point))
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  /** Whether there is anything to see, placeholders included. */
  static boolean showsAny(String text) {
    return text.codePoints()
        .anyMatch(point ->
            !InvisibleCharacters.contains(point)
                && !Character.isSpaceChar(point)
                && !Character.isWhitespace(point));
  }
}
