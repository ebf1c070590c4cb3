package chat.web;

import java.text.Normalizer;
import java.util.Locale;

/** How a nickname looks: names with the same look are taken for one another, so they are one. */
final class Look {
  private Look() {}

  /** Folds width, case and compatibility forms. */
  static String of(String name) {
    String folded = Normalizer.normalize(name, Normalizer.Form.NFKC);
    return folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
  }
}
