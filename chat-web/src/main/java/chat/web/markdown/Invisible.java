package chat.web.markdown;

import java.util.regex.Pattern;

/** Characters that show nothing, though most of them are no blanks. */
final class Invisible {
  private static final String CHARACTERS =
      "\\p{Cf}\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{2800}\\x{3164}\\x{FFA0}"
          + "\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}";
  private static final Pattern REMOVED = Pattern.compile("[" + CHARACTERS + "]");
  private static final Pattern VISIBLE = Pattern.compile("[^\\s\\p{Z}" + CHARACTERS + "]");

  private Invisible() {}

  static String remove(String text) {
    return REMOVED.matcher(text).replaceAll("");
  }

  /** Whether there is anything to see, placeholders included. */
  static boolean showsAny(String text) {
    return VISIBLE.matcher(text).find();
  }
}
